package io.quorate.market;

import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.market.Sample;
import io.quorate.schema.state.BarState;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * Bars of one symbol, driven by a watermark: the plain form of {@link BarAggregate} in a tumbling window.
 *
 * <p>Takes released trades in order; holds the windows the watermark has not passed. Not thread-safe.
 */
public final class BarSeries {

    private final long intervalMs;
    private final ArrayDeque<OpenBar> open = new ArrayDeque<>();

    private record OpenBar(long endMs, BarState bar) {}

    public BarSeries(long intervalMs) {
        if (intervalMs <= 0) {
            throw new IllegalArgumentException("intervalMs: expected > 0, was " + intervalMs);
        }
        this.intervalMs = intervalMs;
    }

    /** Takes the next released trade. Throws IllegalArgumentException for anything else or for one out of order. */
    public void add(MarketEvent trade) {
        long endMs = BarBuilder.windowStartMs(trade.eventTimeMs(), intervalMs) + intervalMs;
        OpenBar last = open.peekLast();
        if (last == null || endMs > last.endMs) {
            last = new OpenBar(endMs, new BarState());
            open.addLast(last);
        } else if (endMs < last.endMs) {
            throw new IllegalArgumentException(
                    "expected trades in event-time order, was a window end " + endMs + " after " + last.endMs);
        }
        BarBuilder.add(last.bar, trade);
    }

    /** Emits, in order, every bar whose window ends at or before the watermark + 1: its last millisecond has passed. */
    public void advance(long watermarkMs, Consumer<Sample> closed) {
        for (OpenBar first = open.peekFirst();
                first != null && first.endMs - 1 <= watermarkMs;
                first = open.peekFirst()) {
            open.removeFirst();
            closed.accept(BarBuilder.close(first.bar, first.endMs, intervalMs));
        }
    }
}
