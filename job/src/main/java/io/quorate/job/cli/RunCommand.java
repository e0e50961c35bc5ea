package io.quorate.job.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.job.kafka.Brokers;
import io.quorate.job.ledger.RestoredHeads;
import io.quorate.job.local.Logging;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.run.JobRun;
import io.quorate.job.run.LiveFigures;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The streaming job in this process, against given brokers. */
@Command(
        name = "run",
        description = {
            "Run the streaming job against Kafka brokers, on a Flink cluster in this process with its web UI.",
            "",
            "A line of figures every 10 seconds; Ctrl-C stops the job and keeps its checkpoints."
        })
final class RunCommand implements Callable<Integer> {
    private static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LOOK_MS = 250;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private BrokerMixin given = new BrokerMixin();

    @Mixin
    private CreateTopicsMixin topics = new CreateTopicsMixin();

    @Option(names = "--restore", paramLabel = "PATH", description = "Savepoint or retained checkpoint to go on from.")
    private @Nullable String restore;

    @Option(
            names = "--allow-nonrestored-state",
            description =
                    "Leave state behind that the job has no operator for, and let operators start without theirs.")
    private boolean allowNonRestoredState;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder of checkpoints and log, kept; data/RUN_ID unless given.")
    private @Nullable Path data;

    @Option(names = "--json", description = "Print the figures as JSON, one object a line.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        topics.check();
        Settings settings = given.settings();
        SavepointRestoreSettings from = restore == null
                ? SavepointRestoreSettings.none()
                : SavepointRestoreSettings.forPath(SavepointPath.of("--restore", restore), allowNonRestoredState);
        Brokers.requireReachable(settings);
        Path folder = data != null ? data : Path.of("data", settings.get(JobOptions.RUN_ID));
        Path log = folder.resolve("run.log").toAbsolutePath();
        Logging.toFile(log);
        Boolean finished = CleanStop.run(() -> run(settings, folder, log, from));
        say(finished == null ? "stopped, checkpoints are kept in " + folder.toAbsolutePath() : "finished");
        return 0;
    }

    private Boolean run(Settings settings, Path folder, Path log, SavepointRestoreSettings from) throws Exception {
        topics.create(settings);
        if (from.restoreSavepoint()) {
            RestoredHeads.check(settings, from.getRestorePath()).forEach(line -> say("warning: " + line));
        }
        try (JobRun run = JobRun.start(settings, folder.resolve("flink"), from)) {
            run.warnings().forEach(line -> say("warning: " + line));
            say("web UI " + run.webAddress()
                    + (run.webPortWasTaken() ? " (port " + settings.get(JobOptions.WEB_PORT) + " is taken)" : ""));
            say("log    " + log);
            if (run.prometheusAddress() != null) {
                say("metrics " + run.prometheusAddress());
            }
            watch(run);
        }
        return true;
    }

    private void watch(JobRun run) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        long events = 0;
        long lineNanos = System.nanoTime();
        boolean finished = false;
        while (!finished) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            finished = run.hasFinished();
            long nowNanos = System.nanoTime();
            if (finished || nowNanos - lineNanos >= LINE_NANOS) {
                LiveFigures figures = LiveFigures.of(run.metrics(), events, nowNanos - lineNanos);
                events = figures.eventsIn();
                lineNanos = nowNanos;
                out.println(json ? jsonLine(figures) : figures.line());
                out.flush();
            }
        }
    }

    /** What is no result goes to standard error when the results are for a program. */
    private void say(String line) {
        PrintWriter to = json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        to.println(line);
        to.flush();
    }

    private static String jsonLine(LiveFigures figures) {
        try {
            return new ObjectMapper().writeValueAsString(figures);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected figures that have a JSON form", e);
        }
    }
}
