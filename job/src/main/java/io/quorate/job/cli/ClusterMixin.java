package io.quorate.job.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --cluster}: which local cluster is meant. */
final class ClusterMixin {
    @Option(
            names = "--cluster",
            paramLabel = "DIR",
            defaultValue = "data/cluster",
            description = "Folder of the cluster: configuration, logs, checkpoints. Default: ${DEFAULT-VALUE}.")
    private Path folder = Path.of("data", "cluster");

    Path folder() {
        return folder;
    }
}
