package io.quorate.job.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Digests of records by portfolio and ledger index: 32 bytes for a record, so that long runs fit. Not thread-safe.
 */
public final class LedgerDigest {
    private static final byte[] NONE = {};

    private final Map<String, List<byte[]>> byPortfolio = new TreeMap<>();
    private final MessageDigest sha256;

    public LedgerDigest() {
        sha256 = newSha256();
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected SHA-256 in every Java runtime", e);
        }
    }

    /** What became of a record. */
    public enum Place {
        NEW,
        REPEATED,
        CHANGED
    }

    /** Takes a record at its index; indices of a portfolio may come in any order. */
    public Place add(String portfolio, long index, byte[] value) {
        byte[] digest = sha256.digest(value);
        List<byte[]> chain = byPortfolio.computeIfAbsent(portfolio, p -> new ArrayList<>());
        while (chain.size() <= index) {
            chain.add(NONE);
        }
        byte[] known = chain.get((int) index);
        if (known.length == 0) {
            chain.set((int) index, digest);
            return Place.NEW;
        }
        return Arrays.equals(known, digest) ? Place.REPEATED : Place.CHANGED;
    }

    /** Records that are here. */
    public long size() {
        return byPortfolio.values().stream()
                .mapToLong(chain ->
                        chain.stream().filter(digest -> digest.length > 0).count())
                .sum();
    }

    /** Records that are here and not there. */
    long without(LedgerDigest other) {
        return count(other, (own, theirs) -> theirs.length == 0);
    }

    /** Records at the same place with other bytes. */
    long differing(LedgerDigest other) {
        return count(other, (own, theirs) -> theirs.length > 0 && !Arrays.equals(own, theirs));
    }

    /** One number for all of it: SHA-256 over the digests in (portfolio, index) order, lower-case hex. */
    public String hex() {
        MessageDigest all = newSha256();
        for (List<byte[]> chain : byPortfolio.values()) {
            chain.forEach(all::update);
        }
        return HexFormat.of().formatHex(all.digest());
    }

    private interface Condition {
        boolean holds(byte[] own, byte[] theirs);
    }

    private long count(LedgerDigest other, Condition condition) {
        long n = 0;
        for (Map.Entry<String, List<byte[]>> chain : byPortfolio.entrySet()) {
            List<byte[]> theirs = other.byPortfolio.getOrDefault(chain.getKey(), List.of());
            for (int i = 0; i < chain.getValue().size(); i++) {
                byte[] own = chain.getValue().get(i);
                if (own.length > 0 && condition.holds(own, i < theirs.size() ? theirs.get(i) : NONE)) {
                    n++;
                }
            }
        }
        return n;
    }
}
