package io.quorate.job.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/** Everything lives in the namespace of the overlay, and rights are given to accounts of that namespace. */
final class NamespaceRule implements Rule {

    @Override
    public void check(Overlay overlay, Consumer<String> breach) {
        String expected = overlay.namespace();
        if (overlay.of("Namespace").size() != 1) {
            breach.accept("expected one Namespace, was " + overlay.of("Namespace"));
        }
        for (Manifest manifest : overlay.manifests()) {
            String field = manifest.kind().equals("Namespace") ? "name" : "namespace";
            String namespace = manifest.at("metadata", field).asText();
            if (!namespace.equals(expected)) {
                breach.accept(manifest + ": metadata." + field + ": expected " + expected + ", was " + namespace);
            }
            for (JsonNode subject : manifest.at("subjects")) {
                if (!subject.path("namespace").asText().equals(expected)) {
                    breach.accept(manifest + ": subjects: expected namespace " + expected + ", was " + subject);
                }
            }
        }
    }
}
