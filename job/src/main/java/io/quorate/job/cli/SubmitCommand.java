package io.quorate.job.cli;

import io.quorate.job.cluster.FlinkCli;
import io.quorate.job.cluster.FlinkCluster;
import io.quorate.job.cluster.SubmittedJob;
import io.quorate.job.kafka.Brokers;
import io.quorate.job.ledger.RestoredHeads;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.preflight.StartChecks;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The job jar to a local cluster, by Flink's own command line. */
@Command(
        name = "submit",
        description = {
            "Submit the job to the cluster that `quorate cluster start` made, by `flink run`, and wait until it runs.",
            "",
            "What is wrong with the options, the topics or the state is said before anything is submitted."
        })
final class SubmitCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private BrokerMixin given = new BrokerMixin();

    @Mixin
    private ClusterMixin cluster = new ClusterMixin();

    @Mixin
    private CreateTopicsMixin topics = new CreateTopicsMixin();

    @Option(names = "--restore", paramLabel = "PATH", description = "Savepoint or retained checkpoint to go on from.")
    private @Nullable String restore;

    @Option(
            names = "--allow-nonrestored-state",
            description = "Drop state of operators that the job does not have any more.")
    private boolean allowNonRestoredState;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "0",
            description = "Subtasks of each operator; wins over the option parallelism.")
    private int parallelism;

    @Option(
            names = "--start-timeout",
            paramLabel = "DURATION",
            defaultValue = "2min",
            converter = DurationConverter.class,
            description = "How long to wait until every task runs. Default: ${DEFAULT-VALUE}.")
    private Duration patience = Duration.ofMinutes(2);

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        topics.check();
        Settings settings = given.settings();
        if (parallelism > 0) {
            settings = settings.with(JobOptions.PARALLELISM, Integer.toString(parallelism));
        }
        FlinkCluster target = FlinkCluster.in(cluster.folder());
        Brokers.requireReachable(settings);
        topics.create(settings);
        String from = restore == null ? null : SavepointPath.of("--restore", restore);
        Configuration flink = new Configuration(target.configuration());
        if (from != null) {
            SavepointRestoreSettings.toConfiguration(
                    SavepointRestoreSettings.forPath(from, allowNonRestoredState), flink);
        }
        StartChecks.require(settings, flink);
        PrintWriter err = spec.commandLine().getErr();
        if (from != null) {
            RestoredHeads.check(settings, from).forEach(line -> err.println("warning: " + line));
        }
        SubmittedJob job = SubmittedJob.submit(
                target,
                new FlinkCli.Submission(from, allowNonRestoredState, 0, SubmittedJob.arguments(settings)),
                err::println);
        err.flush();
        job.awaitRunning(patience);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonText.of(job.state()));
        } else {
            out.println("job    " + job.id());
            out.println("web UI " + target.rest().address() + "/#/job/running/" + job.id());
        }
        out.flush();
        return 0;
    }
}
