package io.quorate.job.cli;

import io.quorate.ensemble.BundleEntry;
import io.quorate.ensemble.BundleWriter;
import io.quorate.feature.GapRule;
import io.quorate.feature.TradingSession;
import io.quorate.job.fault.UserError;
import io.quorate.job.options.TimeframeText;
import io.quorate.job.report.TrainingReport;
import io.quorate.job.table.TableWriter;
import io.quorate.job.training.BundleTraining;
import io.quorate.job.training.FeatureTableOptions;
import io.quorate.job.training.HistoryOptions;
import io.quorate.job.training.MarketHistory;
import io.quorate.job.training.TrainedBundle;
import io.quorate.job.training.TrainingPlan;
import io.quorate.learn.TrainOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
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

/** Trains an ensemble on files of history and writes its bundle. */
@Command(
        name = "train",
        description = {
            "Train the four members of an ensemble on history and write the bundle, its metrics and a report.",
            "",
            "--input: CSV, .gz too: trades as symbol,ts_ms,price,size[,id] or timestamp,price,amount, bars as",
            "symbol,ts_ms,open,high,low,close,volume. --features: a table of features that are already there, CSV, .gz",
            "or .parquet, as symbol,ts_ms[,split],label,features; split is 0 train, 1 calibration, 2 test, -1 unused.",
            "The same input and options give the same bytes. docs/training.md explains every option."
        })
final class TrainCommand implements Callable<Integer> {
    private static final List<String> HISTORY_ONLY =
            List.of("--label", "--upper", "--lower", "--bars", "--until", "--windows", "--higher", "--session");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private Input input = new Input();

    @Option(names = "--output", required = true, paramLabel = "BUNDLE", description = "Bundle to write, a zip archive.")
    private Path output = Path.of("");

    @Option(
            names = "--bars",
            paramLabel = "DURATION",
            defaultValue = "none",
            converter = DurationConverter.OrNone.class,
            description = "Length of the bars built from trades, or of ready bars; none makes every trade a sample"
                    + " and takes the interval of ready bars from their distance (default: ${DEFAULT-VALUE}).")
    private Duration bars = Duration.ZERO;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = OriginMixin.EventTime.class,
            description = "Use nothing after this event time, epoch ms or ISO-8601.")
    private @Nullable Long untilMs;

    @Option(
            names = "--windows",
            split = ",",
            paramLabel = "SAMPLES",
            defaultValue = "5,10,20,50",
            description = "Windows of the features; those of the job (default: ${DEFAULT-VALUE}).")
    private List<Integer> windows = List.of();

    @Option(
            names = "--higher",
            paramLabel = "TIMEFRAMES",
            defaultValue = "",
            description = "Features of longer bars too, 1h:5+20 say; those of the job's features.higher.")
    private String higher = "";

    @Option(
            names = "--session",
            paramLabel = "SESSION",
            description = "Carry missing bars inside forward, 'UTC MON-SUN 00:00-24:00' say; that of the job's"
                    + " gap.session.")
    private @Nullable String session;

    @Mixin
    private TrainMixin options = new TrainMixin();

    @Mixin
    private TableMixin columns = new TableMixin();

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    /** Exactly one of them. */
    private static final class Input {
        @Option(names = "--input", arity = "1..*", paramLabel = "FILE", description = "Files of trades, or of bars.")
        private @Nullable List<Path> files;

        @Option(
                names = "--source",
                paramLabel = "NAME",
                description = "bitstamp: the real trades that come with ta4j-examples.")
        private @Nullable String source;

        @Option(names = "--features", paramLabel = "FILE", description = "A table of features with labels.")
        private @Nullable Path features;
    }

    @Override
    public Integer call() {
        TableWriter.requireWritable(output);
        TrainedBundle trained = input.features == null ? onHistory() : onTable(input.features);
        write(trained);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonText.of(TrainText.json(output, trained)));
        } else {
            out.print(TrainText.of(output, List.of(beside(".metrics.json"), beside(".report.html")), trained));
        }
        out.flush();
        return 0;
    }

    private TrainedBundle onHistory() {
        if (columns.used()) {
            throw wrongUse("expected --label-column, --target, --move-threshold, --columns and --exclude only with"
                    + " --features");
        }
        HistoryOptions history = historyOptions();
        TrainingPlan plan = options.plan(spec.commandLine(), history);
        try (ProgressLine progress = progress()) {
            return BundleTraining.train(read(history.barIntervalMs()), plan, progress);
        }
    }

    private TrainedBundle onTable(Path table) {
        for (String name : HISTORY_ONLY) {
            if (spec.commandLine().getParseResult().hasMatchedOption(name)) {
                throw wrongUse("expected " + name + " only without --features");
            }
        }
        FeatureTableOptions columnOptions =
                TrainMixin.checked(spec.commandLine(), () -> columns.options(options.horizon(), options.split()));
        TrainOptions trainOptions =
                TrainMixin.checked(spec.commandLine(), () -> options.options(columns.labelColumn()));
        try (ProgressLine progress = progress()) {
            return BundleTraining.train(table, columnOptions, trainOptions, progress);
        }
    }

    private ProgressLine progress() {
        return new ProgressLine(spec.commandLine().getErr(), Terminal.err());
    }

    private HistoryOptions historyOptions() {
        try {
            HistoryOptions history = new HistoryOptions(
                    bars.toMillis(),
                    untilMs == null ? Long.MAX_VALUE : untilMs,
                    windows,
                    HistoryOptions.DEDUPE,
                    TimeframeText.parse(higher),
                    session == null ? GapRule.NONE : new GapRule(TradingSession.parse(session), 0));
            history.layout();
            return history;
        } catch (IllegalArgumentException e) {
            throw wrongUse("--windows, --higher or --session: " + e.getMessage());
        }
    }

    private MarketHistory read(long barIntervalMs) {
        if (input.files != null) {
            return MarketHistory.read(input.files, barIntervalMs);
        }
        if ("bitstamp".equals(input.source)) {
            return MarketHistory.bitstamp();
        }
        throw wrongUse("expected --source bitstamp, was " + input.source);
    }

    private void write(TrainedBundle trained) {
        try {
            BundleWriter.writeArchive(trained.bundle(), output);
            Files.write(beside(".metrics.json"), trained.bundle().file(BundleEntry.METRICS));
            Files.writeString(beside(".report.html"), TrainingReport.html(trained.training(), source(trained)));
        } catch (IOException e) {
            throw UserError.failed("expected to write " + output + ", was " + io.quorate.job.fault.RootCause.of(e), e);
        }
    }

    /** What the report says of rows besides the options of the members. */
    private Map<String, Object> source(TrainedBundle trained) {
        Map<String, Object> source = new LinkedHashMap<>();
        if (trained.counts() != null) {
            source.put("bars", bars.toString());
            source.put("windows", windows);
            source.put("higher", higher);
            source.put("session", String.valueOf(session));
            source.put("until", untilMs == null ? "none" : untilMs);
        }
        if (trained.table() != null) {
            source.put("labelColumn", columns.labelColumn());
            source.put("noFeatures", trained.table().leftOut());
        }
        source.put("split", options.split());
        source.put("label", trained.bundle().manifest().label());
        return source;
    }

    private Path beside(String ending) {
        String name = String.valueOf(output.getFileName());
        String stem = name.endsWith(".zip") ? name.substring(0, name.length() - ".zip".length()) : name;
        return output.resolveSibling(stem + ending);
    }

    private ParameterException wrongUse(String line) {
        return new ParameterException(spec.commandLine(), line);
    }
}
