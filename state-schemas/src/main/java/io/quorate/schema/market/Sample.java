package io.quorate.schema.market;

/**
 * One observation of a symbol in event-time order: a bar, or a single trade as a bar of one price.
 *
 * @param symbol instrument
 * @param tsMs when it exists: a bar's close time, a trade's time; epoch ms UTC
 * @param open first price
 * @param high highest price
 * @param low lowest price
 * @param close last price
 * @param volume traded size
 * @param trades number of trades inside; 0 when unknown
 * @param vwap volume-weighted price; the close when there was no volume
 * @param intervalMs length of the bar; 0 for a trade, or when unknown
 */
public record Sample(
        String symbol,
        long tsMs,
        double open,
        double high,
        double low,
        double close,
        double volume,
        long trades,
        double vwap,
        long intervalMs) {

    /** A sample that is a moment. */
    public Sample(
            String symbol,
            long tsMs,
            double open,
            double high,
            double low,
            double close,
            double volume,
            long trades,
            double vwap) {
        this(symbol, tsMs, open, high, low, close, volume, trades, vwap, 0);
    }
}
