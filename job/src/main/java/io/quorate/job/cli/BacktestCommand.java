package io.quorate.job.cli;

import io.quorate.backtest.PipelineSettings;
import io.quorate.job.backtest.BacktestFiles;
import io.quorate.job.backtest.BacktestJson;
import io.quorate.job.backtest.BacktestNotes;
import io.quorate.job.backtest.BacktestPlan;
import io.quorate.job.backtest.BacktestResult;
import io.quorate.job.backtest.BacktestRun;
import io.quorate.job.backtest.FileMarket;
import io.quorate.job.backtest.MarketSource;
import io.quorate.job.backtest.OutputFolder;
import io.quorate.job.backtest.TimedBundle;
import io.quorate.job.backtest.TopicMarket;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.options.VenueMode;
import io.quorate.job.options.WithoutId;
import io.quorate.job.replay.ControlLogFile;
import io.quorate.job.topology.JobSetup;
import io.quorate.job.training.InputKind;
import io.quorate.schema.control.ControlRecord;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs history through the pipeline of the job and measures what came of it. */
@Command(
        name = "backtest",
        description = {
            "Run history through the pipeline of the job: decisions, orders, trades, equity and their figures.",
            "",
            "Beside it what buying and holding would have been worth, and each member of the ensemble alone. The same",
            "records, bundles and options give the same bytes for any number of threads. docs/backtest.md explains it."
        })
final class BacktestCommand implements Callable<Integer> {
    private static final double NANOS = 1e9;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private Market market = new Market();

    @Mixin
    private SettingsMixin given = new SettingsMixin();

    @Mixin
    private BacktestMixin decides = new BacktestMixin();

    @Mixin
    private WalkForwardMixin walk = new WalkForwardMixin();

    @Option(
            names = "--output",
            required = true,
            paramLabel = "DIR",
            description = "Folder for the results: made, or empty.")
    private Path output = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "NAME",
            defaultValue = "csv",
            description = "Of the tables: csv, csv.gz or parquet (default: ${DEFAULT-VALUE}).")
    private String format = "csv";

    @Option(
            names = "--bars",
            paramLabel = "DURATION",
            converter = DurationConverter.OrNone.class,
            description = "With --input: length of the bars built from trades, or of ready bars (default: bars.interval"
                    + " for trades, the least distance of two of one symbol for bars).")
    private @Nullable Duration bars;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads that work; the result does not depend on it (default: one per processor).")
    private int threads;

    @Option(
            names = "--period",
            paramLabel = "DURATION",
            converter = DurationConverter.OrNone.class,
            description = "Length of the periods of returns; none: from one sample time to the next (default: none for"
                    + " bars, 1m where every trade is a sample).")
    private @Nullable Duration period;

    @Option(
            names = "--periods-per-year",
            paramLabel = "N",
            description = "What annual figures are scaled by (default: counted, or from the median spacing of a span"
                    + " below 28 days).")
    private @Nullable Double periodsPerYear;

    @Option(names = "--no-members", description = "Do not run each member alone to compare.")
    private boolean noMembers;

    @Option(names = "--ledger", description = "Write the ledger, too; takes longer.")
    private boolean ledger;

    @Option(names = "--json", description = "Print metrics.json.")
    private boolean json;

    /** Exactly one of them. */
    private static final class Market {
        @Option(
                names = "--input",
                arity = "1..*",
                paramLabel = "FILE",
                description = "Trades or bars, files or folders: CSV, .csv.gz or .parquet, told by the name.")
        private @Nullable List<Path> files;

        @Option(
                names = "--brokers",
                paramLabel = "HOST:PORT",
                description = "The market topic of these brokers; without --bundle the control log of its job, too.")
        private @Nullable String brokers;
    }

    @Override
    public Integer call() {
        check();
        Settings settings = settings();
        long begin = System.nanoTime();
        BacktestPlan plan;
        List<TimedBundle> bundles;
        if (market.brokers != null && !decides.given()) {
            bundles = List.of();
            plan = plan(
                    settings,
                    new TopicMarket(settings),
                    ControlLogFile.read(settings).records());
        } else {
            bundles = walk.given() ? List.of() : decides.bundles(settings);
            // what is wrong with strategy and limits is said before anything is read or trained
            List<ControlRecord> control = decides.control(bundles);
            MarketSource source = source(settings);
            settings = fit(settings, source);
            if (walk.given()) {
                bundles = trained(settings, source);
                control = decides.control(bundles);
            }
            plan = plan(settings, source, control);
        }
        if (!walk.given()) {
            OutputFolder.prepare(output);
        }
        List<String> notes = new ArrayList<>(BacktestNotes.ofPlan(bundles, plan.control(), barIntervalMs(plan)));
        BacktestResult result;
        Map<String, Object> fields;
        try (ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), Terminal.err());
                BacktestFiles files = new BacktestFiles(output, format, ledger)) {
            result = BacktestRun.run(plan, files, progress);
            notes.addAll(BacktestNotes.ofResult(result, plan.pipeline().layout()));
            fields = BacktestJson.of(result, plan.market().name(), notes);
            files.finish(result, JsonText.of(fields));
            BacktestPage.write(
                    plan,
                    result,
                    notes,
                    BacktestPage.described(settings, plan, bundles),
                    output.resolve(BacktestPage.NAME),
                    progress);
        }
        print(result, fields, notes, (System.nanoTime() - begin) / NANOS);
        return 0;
    }

    private List<TimedBundle> trained(Settings settings, MarketSource source) {
        OutputFolder.prepare(output);
        try (ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), Terminal.err())) {
            return walk.train(spec.commandLine(), settings, (FileMarket) source, output, progress);
        }
    }

    private void check() {
        if (!List.of("csv", "csv.gz", "parquet").contains(format)) {
            throw wrongUse("expected --format csv, csv.gz or parquet, was " + format);
        }
        if (threads < 0 || threads > 128) {
            throw wrongUse("expected --threads 1 to 128, was " + threads);
        }
        if (periodsPerYear != null && !(periodsPerYear > 0 && periodsPerYear < 1e9)) {
            throw wrongUse("expected --periods-per-year above 0, was " + periodsPerYear);
        }
        walk.check(spec.commandLine(), market.files != null, decides.noBundle());
        if (market.files != null && decides.noBundle() && !walk.given()) {
            throw wrongUse("expected --bundle or --walk-forward with --input, was none");
        }
        if (market.brokers != null && decides.given() && decides.noBundle()) {
            throw wrongUse("expected --bundle with --strategy, --limits and --portfolio, was none");
        }
        if (market.brokers != null && bars != null) {
            throw wrongUse("expected --bars only with --input, was with --brokers; --set bars.interval");
        }
    }

    private Settings settings() {
        Settings settings = given.settings();
        if (settings.get(JobOptions.VENUE) == VenueMode.EXTERNAL && (market.brokers == null || decides.given())) {
            throw wrongUse("expected " + JobOptions.VENUE.key()
                    + ": paper, was external: its fills are in the control log of a job alone");
        }
        return market.brokers == null ? settings : settings.with(JobOptions.BOOTSTRAP, market.brokers);
    }

    private MarketSource source(Settings settings) {
        List<Path> files = market.files;
        return files == null
                ? new TopicMarket(settings)
                : FileMarket.of(
                        files,
                        bars == null ? 0 : bars.toMillis(),
                        settings.get(JobOptions.WITHOUT_ID) == WithoutId.EXACT);
    }

    /** Bars are built from trades as --bars says; a job that builds bars refuses ready ones. */
    private Settings fit(Settings settings, MarketSource source) {
        if (!(source instanceof FileMarket files)) {
            return settings;
        }
        if (files.kind() == InputKind.TRADES && bars != null) {
            return settings.with(JobOptions.BARS_INTERVAL, bars.isZero() ? "none" : bars.toMillis() + "ms");
        }
        if (files.kind() == InputKind.BARS && settings.millis(JobOptions.BARS_INTERVAL) != 0) {
            throw wrongUse("expected " + JobOptions.BARS_INTERVAL.key() + ": none with ready bars, was "
                    + settings.text(JobOptions.BARS_INTERVAL));
        }
        return settings;
    }

    private BacktestPlan plan(Settings settings, MarketSource source, List<ControlRecord> control) {
        PipelineSettings pipeline = JobSetup.pipeline(settings, source.partitions());
        return new BacktestPlan(
                source,
                pipeline,
                JobSetup.models(settings),
                control,
                threads == 0 ? Runtime.getRuntime().availableProcessors() : threads,
                !noMembers,
                ledger,
                period == null ? defaultPeriodMs(source, pipeline) : period.toMillis(),
                periodsPerYear == null ? Double.NaN : periodsPerYear);
    }

    private static long defaultPeriodMs(MarketSource source, PipelineSettings pipeline) {
        boolean ready = source instanceof FileMarket files && files.kind() == InputKind.BARS;
        return ready || pipeline.barIntervalMs() > 0 ? 0 : Duration.ofMinutes(1).toMillis();
    }

    private static long barIntervalMs(BacktestPlan plan) {
        return plan.market() instanceof FileMarket files && files.kind() == InputKind.BARS
                ? files.barIntervalMs()
                : plan.pipeline().barIntervalMs();
    }

    private void print(BacktestResult result, Map<String, Object> fields, List<String> notes, double seconds) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? JsonText.of(fields) + "\n" : BacktestText.of(result, notes, output, seconds));
        out.flush();
    }

    private ParameterException wrongUse(String line) {
        return new ParameterException(spec.commandLine(), line);
    }
}
