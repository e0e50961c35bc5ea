package io.quorate.market;

import io.quorate.schema.market.EventKind;
import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.market.Sample;
import io.quorate.schema.state.BarState;

/**
 * Samples out of market records: trades folded into a bar in release order, or one record as one sample.
 *
 * <p>Open and close are the first and last trade in release order. VWAP = sum(price * size) / sum(size), kept inside
 * [low, high] against rounding; the close when nothing was traded, when sums overflow, or when a ready bar has none.
 */
public final class BarBuilder {

    private BarBuilder() {}

    /** Start of the window that holds the event time. Epoch ms. */
    public static long windowStartMs(long tsMs, long intervalMs) {
        return Math.floorDiv(tsMs, intervalMs) * intervalMs;
    }

    /** Folds the next trade into the bar. Throws IllegalArgumentException for anything but a trade. */
    public static void add(BarState bar, MarketEvent trade) {
        if (trade.kind() != EventKind.TRADE) {
            throw new IllegalArgumentException("expected a TRADE to build bars from, was " + trade.kind());
        }
        double price = trade.price();
        if (bar.trades == 0) {
            bar.symbol = trade.symbol();
            bar.open = price;
            bar.high = price;
            bar.low = price;
        }
        bar.high = Math.max(bar.high, price);
        bar.low = Math.min(bar.low, price);
        bar.close = price;
        bar.volume += trade.size();
        bar.notional += price * trade.size();
        bar.trades++;
    }

    /** Folds a later part of the same window into an earlier one. */
    public static BarState merge(BarState earlier, BarState later) {
        if (earlier.trades == 0 || later.trades == 0) {
            return earlier.trades == 0 ? later : earlier;
        }
        earlier.high = Math.max(earlier.high, later.high);
        earlier.low = Math.min(earlier.low, later.low);
        earlier.close = later.close;
        earlier.volume += later.volume;
        earlier.notional += later.notional;
        earlier.trades += later.trades;
        return earlier;
    }

    /** The finished bar; it exists from the end of its window. */
    public static Sample close(BarState bar, long windowEndMs, long intervalMs) {
        return new Sample(
                bar.symbol,
                windowEndMs,
                bar.open,
                bar.high,
                bar.low,
                bar.close,
                Math.min(bar.volume, Double.MAX_VALUE),
                bar.trades,
                vwap(bar),
                intervalMs);
    }

    /** One record as one sample: a trade as a bar of one price, a ready bar at its close. */
    public static Sample sample(MarketEvent event) {
        return switch (event.kind()) {
            case TRADE ->
                new Sample(
                        event.symbol(),
                        event.tsMs(),
                        event.price(),
                        event.price(),
                        event.price(),
                        event.price(),
                        event.size(),
                        1,
                        event.price());
            case BAR ->
                new Sample(
                        event.symbol(),
                        event.eventTimeMs(),
                        event.open(),
                        event.high(),
                        event.low(),
                        event.close(),
                        event.volume(),
                        0,
                        event.close(),
                        event.intervalMs());
            case HEARTBEAT -> throw new IllegalArgumentException("expected a TRADE or BAR, was HEARTBEAT");
        };
    }

    private static double vwap(BarState bar) {
        double mean = bar.notional / bar.volume;
        if (!Double.isFinite(mean)) {
            return bar.close;
        }
        return Math.min(bar.high, Math.max(bar.low, mean));
    }
}
