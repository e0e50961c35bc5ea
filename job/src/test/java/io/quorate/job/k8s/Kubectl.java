package io.quorate.job.k8s;

import java.nio.file.Path;
import java.util.List;

/** The command {@code kubectl}; the calling test is skipped where there is none. */
final class Kubectl {

    private Kubectl() {}

    static String kustomize(Path folder) {
        Command.require("kubectl");
        return Command.run(List.of("kubectl", "kustomize", folder.toString()));
    }
}
