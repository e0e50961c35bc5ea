package io.quorate.job.cli;

import io.quorate.job.demo.Demo;
import io.quorate.job.demo.DemoPlan;
import io.quorate.job.demo.DemoReport;
import io.quorate.job.demo.DemoScreen;
import io.quorate.job.fault.UserError;
import io.quorate.job.kafka.Brokers;
import io.quorate.job.local.Logging;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.replay.Parity;
import io.quorate.job.replay.ParityReport;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A live run held against the pipeline of the backtest. */
@Command(
        name = "parity",
        description = {
            "Decide the recorded topics of a run again by the pipeline of the backtest, and compare every decision and"
                    + " every ledger record byte for byte.",
            "",
            "The options that decide must be those of the job (--config). --demo runs the demonstration first: real"
                    + " trades, a swap midway, weights that follow outcomes. Exit code 0 only when nothing differs."
        })
final class ParityCommand implements Callable<Integer> {
    private static final int LEAST_SECONDS = 5;
    private static final int LONGEST_SECONDS = 86_400;
    private static final int MOST_THREADS = 64;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private BrokerMixin brokers = new BrokerMixin();

    @Option(names = "--demo", description = "Compare a demonstration that is run for it; no brokers are needed.")
    private boolean demo;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Wall time of the demonstration's replay; full speed unless given.")
    private @Nullable Integer seconds;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = OriginMixin.EventTime.class,
            description = "Compare nothing after this event time, epoch ms or ISO-8601: for a run that goes on.")
    private @Nullable Long untilMs;

    @Option(names = "--no-ledger", description = "Compare the decisions topic alone.")
    private boolean withoutLedger;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Threads of the backtest. Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (seconds != null && (!demo || seconds < LEAST_SECONDS || seconds > LONGEST_SECONDS)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--seconds: expected " + LEAST_SECONDS + " to " + LONGEST_SECONDS + " with --demo, was " + seconds
                            + (demo ? "" : " without"));
        }
        if (threads < 1 || threads > MOST_THREADS) {
            throw new ParameterException(
                    spec.commandLine(), "--threads: expected 1 to " + MOST_THREADS + ", was " + threads);
        }
        ParityReport report = demo ? demonstration() : recorded();
        if (report == null) {
            spec.commandLine().getErr().println("stopped");
            spec.commandLine().getErr().flush();
            return 0;
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonText.of(report));
        } else {
            report.lines().forEach(out::println);
        }
        out.flush();
        return report.equal() ? 0 : UserError.FAILED;
    }

    private ParityReport recorded() {
        Settings settings = brokers.settings();
        Brokers.requireReachable(settings);
        return Parity.run(
                settings,
                !withoutLedger && settings.get(JobOptions.LEDGER_ENABLED),
                threads,
                untilMs == null ? Long.MAX_VALUE : untilMs);
    }

    /** Null when it was told to stop. */
    private @Nullable ParityReport demonstration() throws Exception {
        Path folder = Files.createTempDirectory("quorate-parity-");
        Logging.toFile(folder.resolve("demo.log"));
        try {
            DemoPlan plan = new DemoPlan(
                    seconds == null ? 0 : seconds, 0, seconds == null, 0, threads, 0, 0, folder, null, true);
            DemoScreen screen = new DemoScreen(spec.commandLine().getErr(), Terminal.err());
            DemoReport report = CleanStop.run(() -> new Demo(plan, screen).run());
            return report == null ? null : report.parity();
        } finally {
            Logging.toTerminal(false);
            Folders.remove(folder);
        }
    }
}
