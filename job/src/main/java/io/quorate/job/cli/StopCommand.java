package io.quorate.job.cli;

import io.quorate.job.cluster.FlinkCluster;
import io.quorate.job.cluster.SubmittedJob;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Ends a submitted job, with a savepoint. */
@Command(
        name = "stop",
        description = {
            "Stop the job of a local cluster with a savepoint, by `flink stop`; prints the savepoint's address.",
            "",
            "`quorate submit --restore ADDRESS` goes on from it, at any parallelism."
        })
final class StopCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClusterMixin cluster = new ClusterMixin();

    @Option(names = "--job", paramLabel = "ID", description = "Which job; the only one that runs unless given.")
    private @Nullable String id;

    @Option(
            names = "--savepoint",
            paramLabel = "DIR",
            description = "Where the savepoint goes; a path or an address. Default: the cluster's folder.")
    private @Nullable String savepoint;

    @Option(
            names = "--no-savepoint",
            description = "Cancel it instead; its last checkpoint is kept, the market since then is read again.")
    private boolean noSavepoint;

    @Override
    public Integer call() throws InterruptedException {
        FlinkCluster running = FlinkCluster.in(cluster.folder());
        SubmittedJob job = SubmittedJob.find(running, id);
        PrintWriter out = spec.commandLine().getOut();
        if (noSavepoint) {
            job.cancel();
            out.println("cancelled " + job.id() + ", its checkpoints are in "
                    + running.folder().checkpoints().resolve(job.id()));
        } else {
            out.println(job.stop(savepoint == null ? null : address(savepoint)));
        }
        out.flush();
        return 0;
    }

    private static String address(String folder) {
        return folder.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*")
                ? folder
                : Path.of(folder).toAbsolutePath().toUri().toString();
    }
}
