package io.quorate.backtest;

import io.quorate.schema.decision.Trigger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * One number for a run: SHA-256 of its decisions in (portfolio, event time, symbol, sequence, trigger, ordinal) order,
 * each as its bytes and a line feed. Repeats after a crash count once; a repeat with other bytes is a conflict.
 */
public final class DecisionHash {

    private final TreeMap<Key, byte[]> decisions = new TreeMap<>();
    private long repeats;
    private long conflicts;

    private record Key(String portfolio, long tsMs, String symbol, long seq, Trigger trigger, int ordinal)
            implements Comparable<Key> {

        private static final Comparator<Key> ORDER = Comparator.comparing(Key::portfolio)
                .thenComparingLong(Key::tsMs)
                .thenComparing(Key::symbol)
                .thenComparingLong(Key::seq)
                .thenComparing(Key::trigger)
                .thenComparingInt(Key::ordinal);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** Takes one decision as it was read. */
    public void add(String portfolio, long tsMs, String symbol, long seq, Trigger trigger, int ordinal, byte[] bytes) {
        byte[] known = decisions.putIfAbsent(new Key(portfolio, tsMs, symbol, seq, trigger, ordinal), bytes);
        if (known != null) {
            repeats++;
            conflicts += Arrays.equals(known, bytes) ? 0 : 1;
        }
    }

    /** Distinct decisions. */
    public int size() {
        return decisions.size();
    }

    /** Decisions seen again. */
    public long repeats() {
        return repeats;
    }

    /** Decisions seen again with other bytes. */
    public long conflicts() {
        return conflicts;
    }

    /** The number, lower-case hex. */
    public String hex() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] newline = "\n".getBytes(StandardCharsets.UTF_8);
            for (byte[] bytes : decisions.values()) {
                digest.update(bytes);
                digest.update(newline);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
