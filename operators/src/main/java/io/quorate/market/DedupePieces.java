package io.quorate.market;

import io.quorate.schema.state.DedupeState;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The identities of a {@link DedupeState}, which are only ever appended and dropped from the front in pieces. So a
 * checkpoint writes whole arrays, and the copy that is made while it does shares them: neither grows with the retention
 * on the way of a record.
 */
final class DedupePieces {

    /** Bytes of an identity: two words of fingerprint and the event time. */
    static final int BYTES = 3 * Long.BYTES;

    /** Identities of a full piece, a power of two. */
    static final int FULL = 256;

    private static final int LEAST = 8;
    private static final long FREE = Long.MIN_VALUE;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private DedupePieces() {}

    static long high(DedupeState state, int place) {
        return (long) LONGS.get(state.pieces.get(place / FULL), place % FULL * BYTES);
    }

    static long low(DedupeState state, int place) {
        return (long) LONGS.get(state.pieces.get(place / FULL), place % FULL * BYTES + Long.BYTES);
    }

    static long tsMs(DedupeState state, int place) {
        return (long) LONGS.get(state.pieces.get(place / FULL), place % FULL * BYTES + 2 * Long.BYTES);
    }

    static void append(DedupeState state, long high, long low, long tsMs) {
        byte[] piece = room(state);
        int at = state.size % FULL * BYTES;
        LONGS.set(piece, at, high);
        LONGS.set(piece, at + Long.BYTES, low);
        LONGS.set(piece, at + 2 * Long.BYTES, tsMs);
        state.size++;
    }

    /** Forgets the first identities: whole pieces, and all of them once they are more than those that stay. */
    static void drop(DedupeState state, int expired) {
        int left = state.size - expired;
        if (expired % FULL > left) {
            DedupeState kept = new DedupeState();
            for (int place = expired; place < state.size; place++) {
                append(kept, high(state, place), low(state, place), tsMs(state, place));
            }
            state.pieces = kept.pieces;
            state.size = left;
        } else if (expired >= FULL) {
            state.pieces.subList(0, expired / FULL).clear();
            state.size -= expired / FULL * FULL;
        }
    }

    /** A copy that can be changed without the other: shares full pieces, and has no index yet. */
    static DedupeState copy(DedupeState from) {
        DedupeState current = current(from);
        DedupeState to = new DedupeState();
        to.size = current.size;
        to.nextSweepMs = current.nextSweepMs;
        to.pieces = new ArrayList<>(current.pieces);
        if (current.size % FULL != 0) {
            to.pieces.set(to.pieces.size() - 1, last(current).clone());
        }
        return to;
    }

    /** An empty last piece with room for so many identities. */
    static byte[] piece(int identities) {
        return new byte[identities < FULL ? capacity(identities) : FULL * BYTES];
    }

    /** The same identities by event time; former versions wrote them in any order. */
    static DedupeState inOrder(DedupeState state) {
        return isSorted(state) ? state : sorted(state);
    }

    /** The state in the present form: itself, or one with the identities of the former form's table. */
    static DedupeState current(DedupeState state) {
        if (state.tsMs.length == 0) {
            return state;
        }
        DedupeState current = new DedupeState();
        for (int slot = 0; slot < state.tsMs.length; slot++) {
            if (state.tsMs[slot] != FREE) {
                append(current, state.fingerprints[2 * slot], state.fingerprints[2 * slot + 1], state.tsMs[slot]);
            }
        }
        DedupeState sorted = sorted(current);
        sorted.nextSweepMs = state.nextSweepMs;
        return sorted;
    }

    /** Gives the state the present form. */
    static void renew(DedupeState state) {
        DedupeState current = current(state);
        if (current != state) {
            state.pieces = current.pieces;
            state.size = current.size;
            state.fingerprints = current.fingerprints;
            state.tsMs = current.tsMs;
        }
    }

    private static byte[] room(DedupeState state) {
        int used = state.size % FULL;
        if (used == 0) {
            byte[] piece = new byte[LEAST * BYTES];
            state.pieces.add(piece);
            return piece;
        }
        byte[] piece = last(state);
        if (piece.length < (used + 1) * BYTES) {
            piece = Arrays.copyOf(piece, capacity(used + 1));
            state.pieces.set(state.pieces.size() - 1, piece);
        }
        return piece;
    }

    /** Bytes for so many identities of a piece and some more. */
    private static int capacity(int identities) {
        return Math.min(FULL, Math.max(LEAST, Integer.highestOneBit(2 * identities - 1))) * BYTES;
    }

    private static byte[] last(DedupeState state) {
        return state.pieces.get(state.pieces.size() - 1);
    }

    private static boolean isSorted(DedupeState state) {
        for (int place = 1; place < state.size; place++) {
            if (tsMs(state, place) < tsMs(state, place - 1)) {
                return false;
            }
        }
        return true;
    }

    private static DedupeState sorted(DedupeState state) {
        DedupeState sorted = new DedupeState();
        IntStream.range(0, state.size)
                .boxed()
                .sorted(Comparator.comparingLong(place -> tsMs(state, place)))
                .forEachOrdered(place -> append(sorted, high(state, place), low(state, place), tsMs(state, place)));
        return sorted;
    }
}
