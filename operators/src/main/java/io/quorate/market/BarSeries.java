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

    /** Takes a closed bar and the event time of the last trade in it. */
    @FunctionalInterface
    public interface ClosedBars {
        /** Times in epoch ms. */
        void accept(Sample bar, long lastTradeMs);
    }

    private static final class OpenBar {
        final long endMs;
        final BarState bar = new BarState();
        long lastTradeMs;

        OpenBar(long endMs) {
            this.endMs = endMs;
        }
    }

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
            last = new OpenBar(endMs);
            open.addLast(last);
        } else if (endMs < last.endMs) {
            throw new IllegalArgumentException(
                    "expected trades in event-time order, was a window end " + endMs + " after " + last.endMs);
        }
        BarBuilder.add(last.bar, trade);
        last.lastTradeMs = trade.eventTimeMs();
    }

    /** Emits, in order, every bar whose window ends at or before the watermark + 1: its last millisecond has passed. */
    public void advance(long watermarkMs, Consumer<Sample> closed) {
        close(watermarkMs, (bar, lastTradeMs) -> closed.accept(bar));
    }

    /** As {@link #advance}, with the time of the last trade in each bar. */
    public void close(long watermarkMs, ClosedBars closed) {
        for (OpenBar first = open.peekFirst();
                first != null && first.endMs - 1 <= watermarkMs;
                first = open.peekFirst()) {
            open.removeFirst();
            closed.accept(BarBuilder.close(first.bar, first.endMs, intervalMs), first.lastTradeMs);
        }
    }
}
