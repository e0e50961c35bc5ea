package io.quorate.job.cli;

import io.quorate.job.backtest.BacktestCounts;
import io.quorate.job.backtest.BacktestResult;
import io.quorate.job.backtest.MeasuredRun;
import io.quorate.performance.Figure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A backtest for a reader at a terminal. */
final class BacktestText {
    private static final double PERCENT = 100;

    private BacktestText() {}

    static String of(BacktestResult result, List<String> notes, Path output, double seconds) {
        List<String> lines = new ArrayList<>();
        BacktestCounts c = result.counts();
        lines.add(format(
                "%,d records, %,d samples of %d symbols, %,d predictions, %,d decisions in %.1f s (%,.0f samples/s)",
                c.records(),
                c.samples(),
                result.symbols().size(),
                c.predictions(),
                c.decisions(),
                seconds,
                c.samples() / Math.max(seconds, 1e-9)));
        lines.add(format(
                "annual figures: %.1f periods a year, %s", result.periodsPerYear(), result.periodsPerYearBasis()));
        for (int i = 0; i < result.portfolios().size(); i++) {
            portfolio(result, i, lines);
        }
        notes.forEach(note -> lines.add("note: " + note));
        lines.add(output + ": decisions, orders, trades, equity, metrics.json, report.html");
        return String.join("\n", lines) + "\n";
    }

    private static void portfolio(BacktestResult result, int i, List<String> lines) {
        MeasuredRun run = result.portfolios().get(i);
        String name = run.run().portfolio();
        lines.add("");
        lines.add(format(
                "%-26s %10s %9s %9s %9s %9s %8s", name, "return", "CAGR", "Sharpe", "max DD", "exposure", "trades"));
        lines.add(row("ensemble", run));
        lines.add(row("buy and hold", result.holdings().get(i)));
        MeasuredRun best = result.bestMemberOf(name);
        for (MeasuredRun member : result.membersOf(name)) {
            lines.add(row(member.run().member() + " alone" + (member == best ? ", best" : ""), member));
        }
        if (best != null) {
            lines.add("  (best by " + BacktestResult.BEST_BY + ")");
        }
        StringBuilder reasons = new StringBuilder();
        run.run()
                .decisions()
                .forEach((reason, count) -> reasons.append(reasons.isEmpty() ? "  " : ", ")
                        .append(reason)
                        .append(' ')
                        .append(format("%,d", count)));
        lines.add(reasons.toString());
        lines.add("");
    }

    private static String row(String what, MeasuredRun run) {
        return format(
                "  %-24s %10s %9s %9s %9s %9s %,8d",
                what,
                percent(run.figure("total_return")),
                percent(run.figure("cagr")),
                number(run.figure("sharpe")),
                percent(run.figure("max_drawdown")),
                percent(run.figure("average_exposure")),
                run.run().trades().size());
    }

    private static String percent(Figure figure) {
        return figure.defined() ? format("%.2f %%", figure.value() * PERCENT) : "-";
    }

    private static String number(Figure figure) {
        return figure.defined() ? format("%.3f", figure.value()) : "-";
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
