package io.quorate.job.backtest;

import io.quorate.backtest.BacktestTrade;
import io.quorate.backtest.CalibrationPeriod;
import io.quorate.backtest.EquitySeries;
import io.quorate.backtest.ReliabilityBin;
import io.quorate.job.report.Plot;
import io.quorate.job.report.PlotBuilder;
import io.quorate.job.report.PriceLine;
import io.quorate.job.report.ReportNumbers;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Plots of one portfolio of a backtest beside what it is compared with. */
final class BacktestPlots {
    private static final int BINS = 40;

    private final MeasuredRun run;
    private final Map<String, MeasuredRun> all = new LinkedHashMap<>();
    private final double periodsPerYear;

    /**
     * Plots of a portfolio.
     *
     * @param compared by name, in the order of the legend
     */
    BacktestPlots(MeasuredRun run, Map<String, MeasuredRun> compared, double periodsPerYear) {
        this.run = run;
        this.all.put("ensemble", run);
        this.all.putAll(compared);
        this.periodsPerYear = periodsPerYear;
    }

    Plot equity() {
        PlotBuilder plot =
                Plot.builder("Equity at every sample boundary, costs included.").timeAxis("equity, quote currency");
        all.forEach((name, of) -> {
            EquitySeries equity = of.run().equity();
            plot.line(name, times(equity), values(equity, EquitySeries::equity));
            if (of == run) {
                plot.colour(4);
            }
        });
        return plot.build();
    }

    Plot drawdown() {
        PlotBuilder plot = Plot.builder("How far each is below its greatest equity so far.")
                .timeAxis("drawdown")
                .percentY()
                .height(260);
        all.forEach((name, of) -> {
            EquitySeries equity = of.run().equity();
            double[] below = equity.drawdowns();
            Arrays.setAll(below, i -> -below[i]);
            plot.line(name, times(equity), below);
            if (of == run) {
                plot.colour(4).filled();
            }
        });
        return plot.build();
    }

    Plot rollingSharpe() {
        RollingSharpe own = RollingSharpe.of(run.returns(), periodsPerYear);
        PlotBuilder plot = Plot.builder("Annualised Sharpe ratio over windows of " + own.windowPeriods()
                        + " periods, by the end of the window; a gap where nothing moved.")
                .timeAxis("Sharpe ratio")
                .height(260);
        if (own.windowPeriods() == 0) {
            return Plot.builder("Too few periods for a rolling Sharpe ratio.").build();
        }
        all.forEach((name, of) -> {
            RollingSharpe sharpe = RollingSharpe.of(of.returns(), periodsPerYear);
            plot.line(name, sharpe.timesMs(), sharpe.values());
            if (of == run) {
                plot.colour(4);
            }
        });
        return plot.guideY(0, "").build();
    }

    Plot exposure() {
        EquitySeries equity = run.run().equity();
        return Plot.builder("Notional of open positions as a share of the equity; net is long less short.")
                .timeAxis("share of equity")
                .percentY()
                .height(260)
                .step("gross", times(equity), values(equity, EquitySeries::grossExposure))
                .step("net", times(equity), values(equity, EquitySeries::netExposure))
                .build();
    }

    Plot decisions() {
        List<String> names = new ArrayList<>();
        List<Double> counts = new ArrayList<>();
        run.run().decisions().entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .sorted(Map.Entry.<DecisionReason, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(e -> {
                    names.add(e.getKey().name());
                    counts.add((double) e.getValue());
                });
        return Plot.builder("Decisions by reason, on a logarithmic axis; each reason has one outcome.")
                .axes("decisions", "")
                .logX()
                .includeX(0.8)
                .barsAcross("decisions", names, array(counts))
                .build();
    }

    /** Prices of a symbol with the trades in it. */
    Plot trades(String symbol, PriceLine prices) {
        List<BacktestTrade> trades =
                trades().stream().filter(t -> t.symbol().equals(symbol)).toList();
        PlotBuilder plot = Plot.builder(
                        "Price of " + symbol + ", of every stretch the least and the greatest, with the trades' fills.")
                .timeAxis("price")
                .line("price", prices.timesMs(), prices.prices())
                .colour(7);
        for (Side side : new Side[] {Side.LONG, Side.SHORT}) {
            List<BacktestTrade> own =
                    trades.stream().filter(t -> t.side() == side).toList();
            if (!own.isEmpty()) {
                boolean up = side == Side.LONG;
                plot.scatter(up ? "long entry" : "short entry", entries(own), entryPrices(own), texts(own))
                        .symbol(up ? "triangle-up" : "triangle-down", 8)
                        .colour(up ? 2 : 1);
            }
        }
        if (!trades.isEmpty()) {
            plot.scatter(
                            "exit",
                            trades.stream().mapToLong(BacktestTrade::exitMs).toArray(),
                            of(trades, BacktestTrade::exitPrice),
                            texts(trades))
                    .symbol("x-thin-open", 7)
                    .colour(4);
        }
        return plot.build();
    }

    Plot tradeReturns() {
        return trades().isEmpty()
                ? Plot.builder("No trade was closed.").build()
                : Plot.builder("Trades by their return, after costs.")
                        .axes("return", "trades")
                        .percentX()
                        .height(260)
                        .histogram("trades", of(trades(), BacktestTrade::ret), BINS)
                        .build();
    }

    Plot excursions() {
        PlotBuilder plot = Plot.builder("Each trade by the worst it saw and what it came to.")
                .axes("worst return while held (MAE)", "return")
                .percentX()
                .percentY()
                .height(300);
        Map<String, List<BacktestTrade>> byReason = new java.util.TreeMap<>();
        trades().forEach(t -> byReason.computeIfAbsent(t.exitReason().name(), r -> new ArrayList<>())
                .add(t));
        byReason.forEach((reason, own) ->
                plot.scatter(reason, of(own, BacktestTrade::mae), of(own, BacktestTrade::ret), texts(own)));
        return plot.build();
    }

    private List<BacktestTrade> trades() {
        return run.run().trades();
    }

    static Plot calibration(List<CalibrationPeriod> periods) {
        long[] times = periods.stream().mapToLong(CalibrationPeriod::fromMs).toArray();
        return periods.isEmpty()
                ? Plot.builder("No label became known.").build()
                : Plot.builder("Mean probability of the ensemble and share of labels that were 1, by the time the"
                                + " label became known; less Brier score is better, 0.25 is that of a coin.")
                        .timeAxis("share")
                        .line(
                                "predicted",
                                times,
                                periods.stream()
                                        .mapToDouble(CalibrationPeriod::predicted)
                                        .toArray())
                        .colour(4)
                        .line(
                                "observed",
                                times,
                                periods.stream()
                                        .mapToDouble(CalibrationPeriod::observed)
                                        .toArray())
                        .colour(0)
                        .line(
                                "Brier score",
                                times,
                                periods.stream()
                                        .mapToDouble(CalibrationPeriod::brier)
                                        .toArray())
                        .colour(1)
                        .dashed()
                        .build();
    }

    static Plot reliability(List<ReliabilityBin> bins) {
        List<ReliabilityBin> filled = bins.stream().filter(b -> b.count() > 0).toList();
        return filled.isEmpty()
                ? Plot.builder("No label became known.").build()
                : Plot.builder(
                                "Share of labels that were 1 by probability; on the dotted line, probabilities are right.")
                        .axes("mean probability", "share of ones")
                        .height(300)
                        .scatter(
                                "ensemble",
                                filled.stream()
                                        .mapToDouble(ReliabilityBin::predicted)
                                        .toArray(),
                                filled.stream()
                                        .mapToDouble(ReliabilityBin::observed)
                                        .toArray(),
                                filled.stream()
                                        .map(b -> ReportNumbers.count(b.count()) + " labels, predicted "
                                                + ReportNumbers.number(b.predicted()) + ", observed "
                                                + ReportNumbers.number(b.observed()))
                                        .toList())
                        .colour(4)
                        .line("right", new double[] {0, 1}, new double[] {0, 1})
                        .dashed()
                        .colour(7)
                        .build();
    }

    private static List<String> texts(List<BacktestTrade> trades) {
        return trades.stream()
                .map(t -> String.format(
                        Locale.ROOT,
                        "%s %s at %s, out at %s, %s, %s",
                        t.side().name().toLowerCase(Locale.ROOT),
                        ReportNumbers.number(t.quantity()),
                        ReportNumbers.number(t.entryPrice()),
                        ReportNumbers.number(t.exitPrice()),
                        ReportNumbers.percent(t.ret()),
                        t.exitReason()))
                .toList();
    }

    private static long[] entries(List<BacktestTrade> trades) {
        return trades.stream().mapToLong(BacktestTrade::entryMs).toArray();
    }

    private static double[] entryPrices(List<BacktestTrade> trades) {
        return of(trades, BacktestTrade::entryPrice);
    }

    private static double[] of(List<BacktestTrade> trades, ToDoubleFunction<BacktestTrade> value) {
        return trades.stream().mapToDouble(value).toArray();
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** What a series says of one of its points. */
    private interface At {
        double value(EquitySeries equity, int i);
    }

    private static double[] values(EquitySeries equity, At at) {
        double[] values = new double[equity.size()];
        Arrays.setAll(values, i -> at.value(equity, i));
        return values;
    }

    private static long[] times(EquitySeries equity) {
        long[] times = new long[equity.size()];
        Arrays.setAll(times, equity::tsMs);
        return times;
    }
}
