package io.quorate.job.cli;

import io.quorate.job.bench.BenchPlan;
import io.quorate.job.bench.BenchReport;
import io.quorate.job.bench.BenchRun;
import io.quorate.job.fault.UserError;
import io.quorate.job.local.Logging;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures latency at a steady rate and throughput at full speed, and shows the figures next to their targets. */
@Command(name = "bench", description = "Measure latency and throughput of the whole job on synthetic records.")
final class BenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsMixin given;

    @Mixin
    private Load load;

    @Option(
            names = "--mode",
            defaultValue = "paced",
            description = "paced: a steady rate through Kafka; kafka: a filled topic at full speed; memory: full speed"
                    + " without Kafka; swaps: a swap or rollback every 2 s at a steady rate, a lost task manager, and"
                    + " replays, all with one hash; venue: orders to a venue over HTTP that works, answers with 500, works"
                    + " again; backtest: history through the plain pipeline on one thread and two;"
                    + " all: the first three, one after the other. Default:"
                    + " ${DEFAULT-VALUE}.")
    private BenchRun.Mode mode;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the figures as JSON, too.")
    private @Nullable Path report;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Folder of broker, checkpoints and log, kept. Default: a temporary one, removed.")
    private @Nullable Path dir;

    @ArgGroup
    private Form form;

    BenchCommand() {
        spec = CommandSpec.create();
        given = new SettingsMixin();
        load = new Load();
        mode = BenchRun.Mode.PACED;
        form = new Form();
    }

    /** How to show the figures: aligned lines unless told otherwise. */
    private static final class Form {
        @Option(names = "--json", description = "Print the figures as JSON.")
        private boolean json;

        @Option(names = "--markdown", description = "Print the figures as the tables of docs/benchmarks.md.")
        private boolean markdown;
    }

    /** What the job has to bear. */
    private static final class Load {
        @Option(names = "--rate", defaultValue = "10000", description = "Records a second. Default: ${DEFAULT-VALUE}.")
        private int rate;

        @Option(names = "--seconds", defaultValue = "300", description = "Measured time. Default: ${DEFAULT-VALUE}.")
        private int seconds;

        @Option(
                names = "--warm-up",
                defaultValue = "30",
                description = "Seconds before it that do not count. Default: ${DEFAULT-VALUE}.")
        private int warmUp;

        @Option(
                names = "--records",
                defaultValue = "1000000",
                description = "Records of the full-speed modes. Default: ${DEFAULT-VALUE}.")
        private int records;

        @Option(names = "--symbols", defaultValue = "20", description = "Synthetic symbols. Default: ${DEFAULT-VALUE}.")
        private int symbols;

        @Option(
                names = "--portfolios",
                defaultValue = "1",
                description = "Portfolios that share the symbols out among them. Default: ${DEFAULT-VALUE}.")
        private int portfolios;

        @Option(
                names = "--every-symbol",
                description =
                        "Each portfolio covers every symbol, so that a record leads to a decision of each. Only with"
                                + " --mode memory.")
        private boolean everySymbol;

        @Option(
                names = "--partitions",
                defaultValue = "4",
                description = "Partitions of the market topic. Default: ${DEFAULT-VALUE}.")
        private int partitions;

        @Option(
                names = "--parallelism",
                defaultValue = "2",
                description = "Subtasks of each operator. Default: ${DEFAULT-VALUE}.")
        private int parallelism;

        @Option(
                names = "--no-ledger-consumer",
                negatable = false,
                description = "Do not read the ledger while measuring, which costs CPU.")
        private boolean noLedgerConsumer;

        @Option(names = "--bundle", paramLabel = "FILE", description = "Score with this bundle. Default: train one.")
        private @Nullable Path bundle;

        @Option(
                names = "--brokers",
                paramLabel = "HOST:PORT",
                description = "Use this Kafka. Default: one in this process.")
        private @Nullable String brokers;

        private BenchPlan plan() {
            return new BenchPlan(
                    symbols,
                    partitions,
                    portfolios,
                    everySymbol,
                    parallelism,
                    rate,
                    seconds,
                    warmUp,
                    records,
                    !noLedgerConsumer,
                    bundle,
                    brokers);
        }
    }

    @Override
    public Integer call() throws Exception {
        BenchPlan plan = load.plan();
        if (plan.everySymbol() && mode != BenchRun.Mode.MEMORY) {
            throw UserError.wrongUse("--every-symbol: expected --mode memory, was --mode "
                    + mode.name().toLowerCase(Locale.ROOT));
        }
        Path home = dir == null ? Files.createTempDirectory("quorate-bench") : Files.createDirectories(dir);
        PrintWriter err = spec.commandLine().getErr();
        Logging.toFile(home.resolve("quorate.log"));
        try {
            BenchReport figures = CleanStop.run(() -> BenchRun.run(mode, plan, given.settings(), home, line -> {
                err.println(line);
                err.flush();
            }));
            if (figures == null) {
                err.println("stopped");
                err.flush();
            } else {
                show(figures);
            }
        } finally {
            if (dir == null) {
                Folders.remove(home);
            }
        }
        return 0;
    }

    private void show(BenchReport figures) throws IOException {
        if (report != null) {
            Files.writeString(report, figures.json() + "\n");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (form.json) {
            out.println(figures.json());
        } else if (form.markdown) {
            out.print(figures.markdown());
        } else {
            out.print(figures.text());
        }
        out.flush();
    }
}
