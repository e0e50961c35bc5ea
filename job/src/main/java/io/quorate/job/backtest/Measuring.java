package io.quorate.job.backtest;

import io.quorate.backtest.EquitySeries;
import io.quorate.backtest.PeriodReturns;
import io.quorate.backtest.PortfolioRun;
import io.quorate.performance.Activity;
import io.quorate.performance.Figure;
import io.quorate.performance.Performance;
import io.quorate.performance.TradeStatistics;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns runs into figures.
 *
 * @param periodMs length of the periods of returns; 0 for one per sample boundary
 * @param periodsPerYear what annual figures are scaled by
 * @param basis where that number comes from
 */
record Measuring(long periodMs, double periodsPerYear, String basis) {

    /** The periods of a year as given, or told from the times of the longest series. */
    static Measuring of(BacktestPlan plan, List<PortfolioRun> runs) {
        if (!Double.isNaN(plan.periodsPerYear())) {
            return new Measuring(plan.periodMs(), plan.periodsPerYear(), "given");
        }
        EquitySeries longest = new EquitySeries("", 0);
        for (PortfolioRun run : runs) {
            longest = run.equity().size() > longest.size() ? run.equity() : longest;
        }
        PeriodReturns returns = longest.returns(plan.periodMs());
        double perYear = returns.periodsPerYear();
        if (Double.isNaN(perYear)) {
            return new Measuring(plan.periodMs(), 1, "none: fewer than two periods");
        }
        String basis = returns.counted()
                ? "counted: " + (returns.returns().length - 1) + " periods from first to last"
                : "median spacing of " + returns.medianSpacingMs() + " ms, in a span below 28 days";
        return new Measuring(plan.periodMs(), perYear, basis);
    }

    MeasuredRun measure(PortfolioRun run) {
        PeriodReturns returns = run.equity().returns(periodMs);
        Map<String, Figure> figures = new LinkedHashMap<>(performance(returns.returns()));
        figures.putAll(exposure(run.equity()));
        if (!run.decisions().isEmpty()) {
            activity(run, returns.returns().length, figures);
            TradeStatistics.of(MeasuredRun.trades(run)).forEach((name, figure) -> figures.put("trade_" + name, figure));
        }
        return new MeasuredRun(run, returns, figures);
    }

    private Map<String, Figure> performance(double[] returns) {
        if (Arrays.stream(returns).allMatch(Double::isFinite)) {
            return Performance.of(returns, periodsPerYear);
        }
        // nothing can be earned on an equity of nothing
        Map<String, Figure> undefined = new LinkedHashMap<>();
        Performance.of(new double[0], periodsPerYear)
                .keySet()
                .forEach(name -> undefined.put(name, Figure.none("equity reached 0")));
        undefined.put("n", Figure.of(returns.length));
        return undefined;
    }

    private static Map<String, Figure> exposure(EquitySeries equity) {
        double[] gross = new double[equity.size()];
        for (int i = 0; i < gross.length; i++) {
            double exposure = equity.grossExposure(i);
            gross[i] = exposure >= 0 && exposure < Double.POSITIVE_INFINITY ? exposure : 0;
        }
        return Activity.exposure(gross);
    }

    private void activity(PortfolioRun run, int periods, Map<String, Figure> figures) {
        EquitySeries equity = run.equity();
        double sum = 0;
        for (int i = 0; i < equity.size(); i++) {
            sum += equity.equity(i);
        }
        Figure turnover =
                equity.size() == 0 ? Figure.none("no periods") : Figure.of(run.traded() / (sum / equity.size()));
        figures.put("turnover", turnover);
        figures.put(
                "turnover_per_year",
                turnover.defined() ? Figure.of(turnover.value() * periodsPerYear / periods) : turnover);
        figures.put("fees", Figure.of(run.fees()));
        figures.put("open_positions", Figure.of(run.open()));
    }
}
