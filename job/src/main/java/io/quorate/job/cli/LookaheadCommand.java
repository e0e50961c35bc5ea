package io.quorate.job.cli;

import io.quorate.job.fault.UserError;
import io.quorate.job.lookahead.LookaheadPlan;
import io.quorate.job.lookahead.LookaheadReport;
import io.quorate.job.lookahead.LookaheadRun;
import io.quorate.lookahead.LookaheadOptions;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether anything knows the future. */
@Command(
        name = "lookahead",
        description = {
            "Show whether anything that is computed depends on records after its own event time: the past has to keep"
                    + " every bit when the history ends earlier, and when noise follows instead.",
            "",
            "--input tests features, higher timeframes and regimes; with --bundle members, weights and predictions, and"
                    + " what the bundle was made from; with --strategy decisions; with --command a program of yours."
                    + " --features compares a table made of the whole history with tables made of shorter ones; --training"
                    + " tests the splits of a table to train on. Exit code 1 when something knows the future; each is named."
        })
final class LookaheadCommand implements Callable<Integer> {
    private static final int MOST_CUTS = 1_000;
    private static final int DEFAULT_HORIZON = 5;
    private static final int MOST_HORIZON = 10_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SettingsMixin given = new SettingsMixin();

    @ArgGroup(multiplicity = "1")
    private Subject subject = new Subject();

    @Option(
            names = "--truncated",
            arity = "1..*",
            paramLabel = "FILE",
            description = "With --features: the same table made of a history that ends earlier; repeatable.")
    private List<Path> truncated = new ArrayList<>();

    @Option(
            names = "--label-column",
            paramLabel = "NAME",
            description = "With --training: the column of 0 and 1 to predict (default: label).")
    private @Nullable String labelColumn;

    @Option(
            names = "--horizon",
            paramLabel = "SAMPLES",
            description = "With --training: rows of a symbol until its label is known (default: 5).")
    private @Nullable Integer horizon;

    @Option(names = "--bundle", paramLabel = "BUNDLE", description = "The bundle that scores, an archive.")
    private @Nullable Path bundle;

    @Option(names = "--strategy", paramLabel = "FILE", description = "The strategy that decides, as of publish.")
    private @Nullable Path strategy;

    @Option(
            names = "--limits",
            paramLabel = "FILE",
            description = "Its limits, as of publish; the defaults unless given.")
    private @Nullable Path limits;

    @Option(
            names = "--command",
            paramLabel = "LINE",
            description = "Test this instead of the pipeline: a shell line that reads {input}, the history as CSV, and"
                    + " writes {output}, a table of symbol,ts_ms and numbers.")
    private @Nullable String command;

    @Option(
            names = "--stamped-at-close",
            description = "Rows of --command bear the close time of their bar, not the open time that --input has.")
    private boolean stampedAtClose;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = OriginMixin.EventTime.class,
            description =
                    "First event time the bundle decides at, epoch ms or ISO-8601; the first record unless given.")
    private @Nullable Long fromMs;

    @Option(
            names = "--cuts",
            paramLabel = "N",
            defaultValue = "20",
            description = "Event times at which the history is cut. Default: ${DEFAULT-VALUE}.")
    private int cuts;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Seed of the cuts and of the noise. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--tolerance",
            paramLabel = "X",
            description = "Relative difference of numbers of a table that counts as none. Default: 1e-9; the pipeline's"
                    + " have to be equal bit for bit.")
    private @Nullable Double tolerance;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    /** Exactly one of them. */
    private static final class Subject {
        @Option(
                names = "--input",
                arity = "1..*",
                paramLabel = "FILE",
                description = "History: files of bars, or of trades, CSV, .gz too.")
        private @Nullable List<Path> files;

        @Option(names = "--features", paramLabel = "FILE", description = "A table made of the whole history.")
        private @Nullable Path table;

        @Option(
                names = "--training",
                paramLabel = "FILE",
                description = "A table to train on, with a column split: rows of a split must not know the next.")
        private @Nullable Path training;
    }

    @Override
    public Integer call() throws Exception {
        check();
        LookaheadReport report = report();
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
        return report.clean() ? 0 : UserError.FAILED;
    }

    private @Nullable LookaheadReport report() throws Exception {
        double relative = tolerance == null ? 1e-9 : tolerance;
        Path table = subject.table;
        if (table != null) {
            return LookaheadRun.tables(table, truncated, relative);
        }
        Path training = subject.training;
        if (training != null) {
            String label = labelColumn == null ? "label" : labelColumn.toLowerCase(Locale.ROOT);
            return LookaheadRun.training(training, label, horizon == null ? DEFAULT_HORIZON : horizon);
        }
        LookaheadPlan plan = new LookaheadPlan(
                subject.files == null ? List.of() : subject.files,
                given.settings(),
                bundle,
                strategy,
                limits,
                command,
                stampedAtClose,
                fromMs == null ? Long.MIN_VALUE : fromMs,
                new LookaheadOptions(
                        fromMs == null ? Long.MIN_VALUE : fromMs, cuts, seed, command == null ? 0 : relative));
        Path folder = Files.createTempDirectory("quorate-lookahead-");
        try (ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), Terminal.err())) {
            return CleanStop.run(() -> LookaheadRun.run(plan, folder, progress));
        } finally {
            Folders.remove(folder);
        }
    }

    private void check() {
        if (cuts < 1 || cuts > MOST_CUTS) {
            throw wrongUse("--cuts: expected 1 to " + MOST_CUTS + ", was " + cuts);
        }
        if (tolerance != null && !(tolerance >= 0 && tolerance < 1)) {
            throw wrongUse("--tolerance: expected 0 to below 1, was " + tolerance);
        }
        if (tolerance != null && command == null && subject.table == null) {
            throw wrongUse("expected --tolerance only with --command or --features");
        }
        if ((subject.table != null) == truncated.isEmpty()) {
            throw wrongUse("expected --truncated with --features, and only with it");
        }
        if (subject.training == null && (labelColumn != null || horizon != null)) {
            throw wrongUse("expected --label-column and --horizon only with --training");
        }
        if (horizon != null && (horizon < 1 || horizon > MOST_HORIZON)) {
            throw wrongUse("--horizon: expected 1 to " + MOST_HORIZON + ", was " + horizon);
        }
        if (subject.files == null && (bundle != null || strategy != null || limits != null || command != null)) {
            throw wrongUse("expected --bundle, --strategy, --limits and --command only with --input");
        }
        if (command != null && (bundle != null || strategy != null || limits != null)) {
            throw wrongUse("expected --command without --bundle, --strategy and --limits");
        }
        if (strategy != null && bundle == null) {
            throw wrongUse("expected --bundle with --strategy, was none");
        }
        if (limits != null && strategy == null) {
            throw wrongUse("expected --strategy with --limits, was none");
        }
        if (stampedAtClose && command == null) {
            throw wrongUse("expected --stamped-at-close only with --command");
        }
    }

    private ParameterException wrongUse(String line) {
        return new ParameterException(spec.commandLine(), line);
    }
}
