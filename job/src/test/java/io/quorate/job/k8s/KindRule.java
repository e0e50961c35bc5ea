package io.quorate.job.k8s;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Every manifest is of a kind we have the schema of, without a field it does not know, and there once. */
final class KindRule implements Rule {

    @Override
    public void check(Overlay overlay, Consumer<String> breach) {
        Set<String> seen = new HashSet<>();
        for (Manifest manifest : overlay.manifests()) {
            Schema schema = CustomKinds.of(manifest);
            List<String> problems = new ArrayList<>();
            if (schema != null) {
                schema.check(manifest.tree(), problems);
            } else if (CoreKinds.knows(manifest)) {
                String problem = CoreKinds.problem(manifest);
                if (problem != null) {
                    problems.add(problem);
                }
            } else {
                problems.add("unknown kind " + manifest.apiVersion() + " " + manifest.kind());
            }
            problems.forEach(problem -> breach.accept(manifest + ": " + problem));
            if (!seen.add(manifest.id())) {
                breach.accept(manifest + ": expected once, was there twice");
            }
        }
    }
}
