package io.quorate.market;

import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.state.DedupeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Holds the records of one symbol until the watermark passes them, then releases them in order, each identity once.
 *
 * <p>The plain form of {@link ReleaseFunction}: same order, same repeats. Bounded by the records of one lateness and the
 * identities of one retention. Not thread-safe.
 */
public final class ReleaseBuffer {

    private final DedupeWindow window;
    private final DedupeState remembered = new DedupeState();
    private final TreeMap<Long, List<MarketEvent>> waiting = new TreeMap<>();
    private long watermarkMs = Long.MIN_VALUE;
    private long accepted;
    private long duplicates;

    public ReleaseBuffer(DedupeRule rule) {
        this.window = new DedupeWindow(rule);
    }

    /** Takes a record that was in time. Returns false, and forgets it, if the watermark has already passed it. */
    public boolean add(MarketEvent event) {
        if (event.eventTimeMs() <= watermarkMs) {
            return false;
        }
        waiting.computeIfAbsent(event.eventTimeMs(), tsMs -> new ArrayList<>(2)).add(event);
        return true;
    }

    /** Releases everything at or before the watermark. */
    public void advance(long newWatermarkMs, Consumer<MarketEvent> released) {
        watermarkMs = Math.max(watermarkMs, newWatermarkMs);
        while (!waiting.isEmpty() && waiting.firstKey() <= watermarkMs) {
            Map.Entry<Long, List<MarketEvent>> bucket = waiting.pollFirstEntry();
            int count = window.release(bucket.getValue(), remembered, released);
            accepted += count;
            duplicates += bucket.getValue().size() - count;
        }
        window.sweep(remembered, watermarkMs);
    }

    public long accepted() {
        return accepted;
    }

    public long duplicates() {
        return duplicates;
    }

    /** Event times that still hold records. */
    public int waitingBuckets() {
        return waiting.size();
    }

    /** Identities remembered. */
    public int remembered() {
        return remembered.size;
    }
}
