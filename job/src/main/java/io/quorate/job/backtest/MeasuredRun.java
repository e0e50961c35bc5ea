package io.quorate.job.backtest;

import io.quorate.backtest.PeriodReturns;
import io.quorate.backtest.PortfolioRun;
import io.quorate.performance.Figure;
import io.quorate.performance.TradeReturn;
import io.quorate.performance.TradeStatistics;
import java.util.List;
import java.util.Map;

/**
 * A portfolio of a run with its returns and what they are worth.
 *
 * @param run what it did; of buy-and-hold only the equity
 * @param returns by period
 * @param figures by the names of metrics.json, in their order
 */
public record MeasuredRun(PortfolioRun run, PeriodReturns returns, Map<String, Figure> figures) {

    /** A figure that may be undefined; undefined when there is none of the name. */
    public Figure figure(String name) {
        return figures.getOrDefault(name, Figure.none("not measured"));
    }

    /** Figures over the trades of each exit reason. */
    public Map<String, Map<String, Figure>> tradesByExitReason() {
        return TradeStatistics.byExitReason(trades(run));
    }

    static List<TradeReturn> trades(PortfolioRun run) {
        return run.trades().stream()
                .map(t -> new TradeReturn(
                        t.ret(), t.holdMs(), t.mae(), t.mfe(), t.exitReason().name()))
                .toList();
    }
}
