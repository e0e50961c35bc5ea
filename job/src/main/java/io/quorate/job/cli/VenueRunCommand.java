package io.quorate.job.cli;

import io.quorate.job.kafka.Brokers;
import io.quorate.job.local.Logging;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.run.JobRun;
import io.quorate.job.venue.VenueJob;
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

/** The venue job in this process. */
@Command(
        name = "run",
        description = {
            "Run the venue job on a Flink cluster in this process, until Ctrl-C.",
            "",
            "Without --restore it reads decisions and the venue's feed from their start and adopts what it finds; no order"
                    + " is sent twice."
        })
final class VenueRunCommand implements Callable<Integer> {
    private static final long LOOK_MS = 250;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private BrokerMixin given = new BrokerMixin();

    @Option(names = "--restore", paramLabel = "PATH", description = "Savepoint or retained checkpoint to go on from.")
    private @Nullable String restore;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder of checkpoints and log, kept; data/RUN_ID-venue unless given.")
    private @Nullable Path data;

    @Override
    public Integer call() throws Exception {
        Settings settings = given.settings();
        SavepointRestoreSettings from = restore == null
                ? SavepointRestoreSettings.none()
                : SavepointRestoreSettings.forPath(SavepointPath.of("--restore", restore), false);
        Brokers.requireReachable(settings);
        Path folder = data != null ? data : Path.of("data", settings.get(JobOptions.RUN_ID) + "-venue");
        Path log = folder.resolve("run.log").toAbsolutePath();
        Logging.toFile(log);
        CleanStop.run(() -> run(settings, folder, log, from));
        say("stopped, checkpoints are kept in " + folder.toAbsolutePath());
        return 0;
    }

    private Boolean run(Settings settings, Path folder, Path log, SavepointRestoreSettings from) throws Exception {
        try (JobRun run = JobRun.start(VenueJob::define, settings, folder.resolve("flink"), from)) {
            say("web UI " + run.webAddress()
                    + (run.webPortWasTaken() ? " (port " + settings.get(JobOptions.WEB_PORT) + " is taken)" : ""));
            say("log    " + log);
            if (run.prometheusAddress() != null) {
                say("metrics " + run.prometheusAddress());
            }
            boolean finished = false;
            while (!finished) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
                finished = run.hasFinished();
            }
        }
        return true;
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
