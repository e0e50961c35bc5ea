package io.quorate.job.backtest;

import io.quorate.backtest.BacktestTrade;
import io.quorate.backtest.CalibrationPeriod;
import io.quorate.backtest.EquitySeries;
import io.quorate.backtest.ExampleEquity;
import io.quorate.backtest.PeriodReturns;
import io.quorate.backtest.PortfolioRun;
import io.quorate.backtest.ReliabilityBin;
import io.quorate.backtest.SymbolCoverage;
import io.quorate.job.report.PlotPage;
import io.quorate.job.report.PriceLine;
import io.quorate.performance.Figure;
import io.quorate.performance.Performance;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.Side;
import io.quorate.schema.execution.FillReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A backtest with everything in it, made up. */
final class ExampleBacktest {
    private static final int HOURS = 9_000;

    private ExampleBacktest() {}

    static PlotPage page() {
        Map<String, PriceLine> prices = new TreeMap<>();
        PriceLine line = new PriceLine();
        for (int i = 0; i < HOURS; i++) {
            line.add(1_690_000_000_000L + 3_600_000L * i, price(i));
        }
        prices.put("BTCUSD", line);
        return BacktestReport.page(
                "<example>", result(), List.of("half of it is in-sample"), prices, Map.of("threads", "2"));
    }

    private static double price(int hour) {
        return 30_000 + 6_000 * StrictMath.sin(hour / 900.0) + 300 * StrictMath.sin(hour * 0.9);
    }

    static BacktestResult result() {
        List<CalibrationPeriod> calibration = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            long from = 1_690_000_000_000L + 90L * 3_600_000 * i;
            double p = 0.5 + 0.05 * StrictMath.sin(i);
            calibration.add(new CalibrationPeriod(from, from + 90 * 3_600_000, 90, p, 0.5, p * (1 - p)));
        }
        List<ReliabilityBin> bins = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            boolean none = i < 3 || i > 6;
            bins.add(new ReliabilityBin(
                    i / 10.0,
                    (i + 1) / 10.0,
                    none ? 0 : 500,
                    none ? Double.NaN : i / 10.0 + 0.05,
                    none ? Double.NaN : 0.5));
        }
        return new BacktestResult(
                new BacktestCounts(HOURS, HOURS, 0, 0, 0, HOURS, HOURS - 60, HOURS - 60, 8, ""),
                List.of(
                        new SymbolCoverage(
                                "BTCUSD",
                                HOURS,
                                0,
                                HOURS,
                                HOURS - 60,
                                1_690_000_000_000L,
                                1_690_200_000_000L,
                                1_722_400_000_000L,
                                3_600_000),
                        new SymbolCoverage("COLD", 0, 0, 0, 0, Long.MAX_VALUE, Long.MAX_VALUE, 0, 0)),
                List.of(measured("", 4e-5, 0)),
                List.of(measured("", 1e-5, 1)),
                List.of(measured("xgboost", 2e-5, 2), measured("logistic", -1e-5, 3)),
                calibration,
                bins,
                8_766,
                "told from the times",
                "ab".repeat(32));
    }

    /** No sample, no trade, no label. */
    static BacktestResult empty() {
        EquitySeries equity = ExampleEquity.wandering("main", 0, 0, 0);
        PortfolioRun run = new PortfolioRun("main", "", List.of(), equity, Map.of(), 0, 0, 0, 0);
        PeriodReturns none = equity.returns(0);
        MeasuredRun measured = new MeasuredRun(run, none, Performance.of(none.returns(), 252));
        return new BacktestResult(
                new BacktestCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, ""),
                List.of(),
                List.of(measured),
                List.of(measured),
                List.of(),
                List.of(),
                List.of(),
                252,
                "by default",
                "");
    }

    private static MeasuredRun measured(String member, double drift, double phase) {
        EquitySeries equity = ExampleEquity.wandering("main", HOURS, drift, phase);
        Map<DecisionReason, Long> decisions = new TreeMap<>();
        decisions.put(DecisionReason.LOW_CONFIDENCE, 8_000L);
        decisions.put(DecisionReason.SIGNAL, 300L);
        decisions.put(DecisionReason.STOP_LOSS, 120L);
        decisions.put(DecisionReason.TIME_EXIT, 3L);
        PortfolioRun run = new PortfolioRun("main", member, trades(), equity, decisions, 600, 1e6, 1234.5, 1);
        PeriodReturns returns = equity.returns(0);
        Map<String, Figure> figures = new LinkedHashMap<>(Performance.of(returns.returns(), 8_766));
        figures.put("calmar", Figure.none("no drawdown"));
        return new MeasuredRun(run, returns, figures);
    }

    private static List<BacktestTrade> trades() {
        List<BacktestTrade> trades = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            int at = 70 * i + 100;
            boolean up = i % 3 != 0;
            double in = price(at);
            double out = price(at + 20);
            double ret = (up ? 1 : -1) * (out / in - 1);
            trades.add(new BacktestTrade(
                    "main",
                    "BTCUSD",
                    up ? Side.LONG : Side.SHORT,
                    1_690_000_000_000L + 3_600_000L * at,
                    1_690_000_000_000L + 3_600_000L * (at + 20),
                    in,
                    out,
                    0.25,
                    ret * in * 0.25,
                    ret,
                    Math.min(0, ret) - 0.004,
                    Math.max(0, ret) + 0.004,
                    2.5,
                    i % 4 == 0 ? FillReason.STOP_LOSS : FillReason.TIME_EXIT,
                    "d" + i));
        }
        return trades;
    }
}
