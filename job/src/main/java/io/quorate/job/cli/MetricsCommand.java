package io.quorate.job.cli;

import io.quorate.job.report.FigureJson;
import io.quorate.job.table.ReturnsFile;
import io.quorate.performance.Activity;
import io.quorate.performance.Figure;
import io.quorate.performance.Performance;
import io.quorate.performance.SharpeTests;
import io.quorate.quality.SampleDrift;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Figures of merit of a file of returns. */
@Command(
        name = "metrics",
        description = {
            "Figures of merit of simple returns: ratios, drawdown, tails, Kelly, probabilistic and deflated Sharpe ratio.",
            "",
            "A file with one column needs no header. Columns exposure and traded beside the returns, fractions of equity,",
            "add exposure and turnover. What is undefined says why. docs/performance.md has every formula."
        })
final class MetricsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--returns",
            required = true,
            paramLabel = "FILE",
            description = "Table of simple returns, one row per period or trade: CSV, .gz or .parquet.")
    private Path returns = Path.of("");

    @Option(
            names = "--column",
            paramLabel = "NAME",
            description = "Column of the returns; else the only one, or the one named return, returns, ret or r.")
    private @Nullable String column;

    @Option(
            names = "--periods-per-year",
            paramLabel = "N",
            defaultValue = "252",
            description = "Periods of a year, for what is annualised (default: ${DEFAULT-VALUE}).")
    private double periodsPerYear;

    @Option(
            names = "--trials",
            paramLabel = "N",
            description = "Independent trials the returns were chosen from: adds sr0 and dsr.")
    private @Nullable Integer trials;

    @Option(
            names = "--sharpe-variance",
            paramLabel = "V",
            description = "Variance of the trials' Sharpe ratios, per period; with --trials.")
    private @Nullable Double sharpeVariance;

    @Option(
            names = "--compare",
            paramLabel = "FILE",
            description = "Returns whose drift from --returns is measured: PSI and Kolmogorov-Smirnov.")
    private @Nullable Path compare;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        check();
        ReturnsFile file = ReturnsFile.read(returns, column);
        Map<String, Figure> figures = new LinkedHashMap<>(Performance.of(file.returns(), periodsPerYear));
        if (trials != null && sharpeVariance != null) {
            figures.put("sr0", Figure.of(SharpeTests.expectedMaximum(trials, sharpeVariance)));
            figures.put("dsr", SharpeTests.deflated(file.returns(), trials, sharpeVariance));
        }
        if (file.exposure() != null) {
            figures.putAll(Activity.exposure(file.exposure()));
        }
        if (file.traded() != null) {
            figures.putAll(Activity.turnover(file.traded(), periodsPerYear));
        }
        Map<String, Figure> drift = compare == null
                ? Map.of()
                : SampleDrift.of(
                        file.returns(), ReturnsFile.read(compare, column).returns());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> fields = FigureJson.of(figures);
            if (!drift.isEmpty()) {
                fields.put("drift", FigureJson.of(drift));
            }
            out.println(JsonText.of(fields));
        } else {
            figures.forEach((name, figure) -> print(out, name, figure));
            drift.forEach((name, figure) -> print(out, name, figure));
        }
        out.flush();
        return 0;
    }

    private void check() {
        if (!(periodsPerYear > 0) || Double.isInfinite(periodsPerYear)) {
            throw wrongUse("expected --periods-per-year above 0, was " + periodsPerYear);
        }
        if ((trials == null) != (sharpeVariance == null)) {
            throw wrongUse("expected --trials and --sharpe-variance together, was one of them");
        }
        if (trials != null && trials < 1) {
            throw wrongUse("expected --trials from 1, was " + trials);
        }
        if (sharpeVariance != null && (!(sharpeVariance >= 0) || Double.isInfinite(sharpeVariance))) {
            throw wrongUse("expected --sharpe-variance from 0, was " + sharpeVariance);
        }
    }

    private static void print(PrintWriter out, String name, Figure figure) {
        String reason = figure.undefined();
        out.println(String.format(
                Locale.ROOT,
                "%-26s %s",
                name,
                reason == null ? String.format(Locale.ROOT, "%.10g", figure.value()) : "undefined: " + reason));
    }

    private ParameterException wrongUse(String line) {
        return new ParameterException(spec.commandLine(), line);
    }
}
