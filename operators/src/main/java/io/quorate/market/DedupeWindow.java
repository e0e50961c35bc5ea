package io.quorate.market;

import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.state.DedupeState;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Drops records of a symbol whose identity was accepted within the retention before them.
 *
 * <p>Identity is (venue, id), or everything in the record when it has no id and the rule says exact. It is kept as a
 * 128-bit fingerprint: of 10^9 identities two collide with a probability below 10^-20. What is a repeat depends only on
 * the event times of the two records, never on when expired identities are swept. Amortised O(1) per record. One
 * instance may serve many states; not thread-safe.
 */
final class DedupeWindow {

    /** Event time of a slot without an identity. */
    static final long FREE = Long.MIN_VALUE;

    private static final int LEAST_SLOTS = 16;
    private static final int SWEEPS_PER_RETENTION = 4;

    private final DedupeRule rule;
    private final Fingerprint fingerprint = new Fingerprint();

    DedupeWindow(DedupeRule rule) {
        this.rule = rule;
    }

    /**
     * Releases the accepted records of one event time in {@link ReleaseOrder}; sorts the list.
     *
     * @return how many were accepted; the rest are repeats
     */
    int release(List<MarketEvent> bucket, DedupeState state, Consumer<MarketEvent> accepted) {
        if (bucket.size() > 1) {
            bucket.sort(ReleaseOrder.INSTANCE);
        }
        int count = 0;
        for (MarketEvent event : bucket) {
            if (accept(event, state)) {
                accepted.accept(event);
                count++;
            }
        }
        return count;
    }

    /** True if the record is not a repeat; it is then remembered. Records must come in order of event time. */
    boolean accept(MarketEvent event, DedupeState state) {
        if (event.id().isEmpty() && !rule.exactWithoutId()) {
            return true;
        }
        fingerprint.of(event);
        long tsMs = event.eventTimeMs();
        int slot = find(state, fingerprint.high(), fingerprint.low());
        if (slot >= 0 && state.tsMs[slot] != FREE) {
            if (tsMs - state.tsMs[slot] <= rule.retentionMs()) {
                return false;
            }
            state.tsMs[slot] = tsMs;
            return true;
        }
        if (4L * (state.size + 1) > 3L * state.tsMs.length) {
            rebuild(state, tsMs);
        }
        put(state, fingerprint.high(), fingerprint.low(), tsMs);
        if (state.nextSweepMs == FREE) {
            state.nextSweepMs = tsMs + rule.retentionMs() + 1;
        }
        return true;
    }

    /** An empty table with room for so many identities and some more. */
    static DedupeState tableFor(int identities) {
        DedupeState state = new DedupeState();
        clear(state, identities);
        return state;
    }

    /** Forgets what expired before the given event time, if a sweep is due. */
    void sweep(DedupeState state, long nowMs) {
        if (state.nextSweepMs == FREE || nowMs < state.nextSweepMs) {
            return;
        }
        rebuild(state, nowMs);
        state.nextSweepMs = state.size == 0 ? FREE : nowMs + rule.retentionMs() / SWEEPS_PER_RETENTION + 1;
    }

    /** The slot of the fingerprint, or the free one where it belongs; -1 without a table. */
    private static int find(DedupeState state, long high, long low) {
        int mask = state.tsMs.length - 1;
        if (mask < 0) {
            return -1;
        }
        int slot = (int) low & mask;
        while (state.tsMs[slot] != FREE
                && (state.fingerprints[2 * slot] != high || state.fingerprints[2 * slot + 1] != low)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    static void put(DedupeState state, long high, long low, long tsMs) {
        int slot = find(state, high, low);
        state.fingerprints[2 * slot] = high;
        state.fingerprints[2 * slot + 1] = low;
        state.tsMs[slot] = tsMs;
        state.size++;
    }

    private void rebuild(DedupeState state, long nowMs) {
        long[] oldFingerprints = state.fingerprints;
        long[] oldTsMs = state.tsMs;
        int live = 0;
        for (long tsMs : oldTsMs) {
            live += isLive(tsMs, nowMs) ? 1 : 0;
        }
        clear(state, live);
        for (int slot = 0; slot < oldTsMs.length; slot++) {
            if (isLive(oldTsMs[slot], nowMs)) {
                put(state, oldFingerprints[2 * slot], oldFingerprints[2 * slot + 1], oldTsMs[slot]);
            }
        }
    }

    /** Slots for 1.5 to 3 times the identities, a power of two: at least an eighth more fit before the next rebuild. */
    private static void clear(DedupeState state, int identities) {
        long least = identities + identities / 2L + 1;
        int slots = (int) Math.max(LEAST_SLOTS, Long.highestOneBit(2 * least - 1));
        state.fingerprints = new long[2 * slots];
        state.tsMs = new long[slots];
        Arrays.fill(state.tsMs, FREE);
        state.size = 0;
    }

    private boolean isLive(long tsMs, long nowMs) {
        return tsMs != FREE && nowMs - tsMs <= rule.retentionMs();
    }
}
