package io.quorate.schema.market;

import java.util.Objects;

/**
 * One decoded, valid record of the market topic.
 *
 * <p>A trade uses {@code price} and {@code size}; a bar uses {@code intervalMs}, the four prices and {@code volume}; a
 * heartbeat only carries time. Unused numbers are 0.
 *
 * @param kind what it is
 * @param venue where it was observed
 * @param symbol instrument; empty for a heartbeat
 * @param tsMs event time, epoch ms UTC; the open time for a bar
 * @param id identity inside (venue, symbol); empty when the publisher gave none
 * @param price trade price, &gt; 0
 * @param size trade size, &gt;= 0
 * @param intervalMs length of a bar
 * @param open first price of a bar
 * @param high highest price of a bar
 * @param low lowest price of a bar
 * @param close last price of a bar
 * @param volume volume of a bar, &gt;= 0
 * @param partition partition it was read from
 * @param offset offset in that partition
 */
public record MarketEvent(
        EventKind kind,
        String venue,
        String symbol,
        long tsMs,
        String id,
        double price,
        double size,
        long intervalMs,
        double open,
        double high,
        double low,
        double close,
        double volume,
        int partition,
        long offset) {

    public MarketEvent {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(venue, "venue");
        Objects.requireNonNull(symbol, "symbol");
        Objects.requireNonNull(id, "id");
    }

    public static MarketEvent trade(
            String venue, String symbol, long tsMs, String id, double price, double size, int partition, long offset) {
        return new MarketEvent(
                EventKind.TRADE, venue, symbol, tsMs, id, price, size, 0, 0, 0, 0, 0, 0, partition, offset);
    }

    public static MarketEvent heartbeat(String venue, long tsMs, int partition, long offset) {
        return new MarketEvent(EventKind.HEARTBEAT, venue, "", tsMs, "", 0, 0, 0, 0, 0, 0, 0, 0, partition, offset);
    }

    public static MarketEvent bar(
            String venue,
            String symbol,
            long openTimeMs,
            long intervalMs,
            double open,
            double high,
            double low,
            double close,
            double volume,
            int partition,
            long offset) {
        return new MarketEvent(
                EventKind.BAR,
                venue,
                symbol,
                openTimeMs,
                "",
                0,
                0,
                intervalMs,
                open,
                high,
                low,
                close,
                volume,
                partition,
                offset);
    }

    /** The same event at another place of a topic. */
    public MarketEvent at(int newPartition, long newOffset) {
        return new MarketEvent(
                kind,
                venue,
                symbol,
                tsMs,
                id,
                price,
                size,
                intervalMs,
                open,
                high,
                low,
                close,
                volume,
                newPartition,
                newOffset);
    }

    /** The moment this record speaks of: a bar exists from its close. Epoch ms. */
    public long eventTimeMs() {
        return kind == EventKind.BAR ? tsMs + intervalMs : tsMs;
    }
}
