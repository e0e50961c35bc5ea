package io.quorate.schema.control;

import java.util.Objects;

/**
 * Time of the market stream as data, so that the sequencer need not use its own watermark.
 *
 * @param kind what it reports
 * @param partition the partition of a FIRST_SEEN; -1 otherwise
 * @param tsMs first event time of the partition, the watermark, or the greatest event time seen at the end; epoch ms
 */
public record MarketSignal(MarketSignalKind kind, int partition, long tsMs) {

    public MarketSignal {
        Objects.requireNonNull(kind, "kind");
    }

    public static MarketSignal firstSeen(int partition, long tsMs) {
        return new MarketSignal(MarketSignalKind.FIRST_SEEN, partition, tsMs);
    }

    public static MarketSignal watermark(long tsMs) {
        return new MarketSignal(MarketSignalKind.WATERMARK, -1, tsMs);
    }

    public static MarketSignal end(long maxTsMs) {
        return new MarketSignal(MarketSignalKind.END, -1, maxTsMs);
    }
}
