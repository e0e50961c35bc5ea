package io.quorate.market;

import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.state.BarState;
import org.apache.flink.api.common.functions.AggregateFunction;

/**
 * Folds the released trades of a symbol into the bar of a tumbling event-time window; {@link BarWindowFunction} closes
 * it. One BarState per symbol and open window.
 */
public final class BarAggregate implements AggregateFunction<MarketEvent, BarState, BarState> {

    private static final long serialVersionUID = 1L;

    @Override
    public BarState createAccumulator() {
        return new BarState();
    }

    @Override
    public BarState add(MarketEvent trade, BarState bar) {
        BarBuilder.add(bar, trade);
        return bar;
    }

    @Override
    public BarState getResult(BarState bar) {
        return bar;
    }

    @Override
    public BarState merge(BarState earlier, BarState later) {
        return BarBuilder.merge(earlier, later);
    }
}
