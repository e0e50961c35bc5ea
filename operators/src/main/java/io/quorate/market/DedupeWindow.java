package io.quorate.market;

import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.state.DedupeState;
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

    private static final long NEVER = Long.MIN_VALUE;

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
        if (state.slots.length == 0) {
            DedupePieces.renew(state);
            rebuild(state, tsMs);
        }
        int slot = find(state, fingerprint.high(), fingerprint.low());
        if (state.slots[slot] != 0 && isLive(DedupePieces.tsMs(state, state.slots[slot] - 1), tsMs)) {
            return false;
        }
        if (4L * (state.size + 1) > 3L * state.slots.length) {
            rebuild(state, tsMs);
            slot = find(state, fingerprint.high(), fingerprint.low());
        }
        DedupePieces.append(state, fingerprint.high(), fingerprint.low(), tsMs);
        state.slots[slot] = state.size;
        if (state.nextSweepMs == NEVER) {
            state.nextSweepMs = tsMs + rule.retentionMs() + 1;
        }
        return true;
    }

    /** Forgets what expired before the given event time, if a sweep is due. */
    void sweep(DedupeState state, long nowMs) {
        if (state.nextSweepMs == NEVER || nowMs < state.nextSweepMs) {
            return;
        }
        DedupePieces.renew(state);
        rebuild(state, nowMs);
        state.nextSweepMs = state.size == 0 ? NEVER : nowMs + rule.retentionMs() / SWEEPS_PER_RETENTION + 1;
    }

    /** The slot of the fingerprint, or the free one where it belongs. */
    private static int find(DedupeState state, long high, long low) {
        int[] slots = state.slots;
        int mask = slots.length - 1;
        int slot = (int) low & mask;
        while (slots[slot] != 0
                && (DedupePieces.low(state, slots[slot] - 1) != low
                        || DedupePieces.high(state, slots[slot] - 1) != high)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** Drops what has expired and makes the index anew, with room for an eighth more at least. */
    private void rebuild(DedupeState state, long nowMs) {
        int expired = 0;
        while (expired < state.size && !isLive(DedupePieces.tsMs(state, expired), nowMs)) {
            expired++;
        }
        DedupePieces.drop(state, expired);
        long least = state.size + state.size / 2L + 1;
        state.slots = new int[(int) Math.max(LEAST_SLOTS, Long.highestOneBit(2 * least - 1))];
        for (int place = 0; place < state.size; place++) {
            // of an identity accepted twice the later one stands
            state.slots[find(state, DedupePieces.high(state, place), DedupePieces.low(state, place))] = place + 1;
        }
    }

    private boolean isLive(long tsMs, long nowMs) {
        return nowMs - tsMs <= rule.retentionMs();
    }
}
