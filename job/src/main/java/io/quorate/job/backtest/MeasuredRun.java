package io.quorate.job.backtest;

import io.quorate.backtest.PeriodReturns;
import io.quorate.backtest.PortfolioRun;
import io.quorate.performance.Figure;
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
}
