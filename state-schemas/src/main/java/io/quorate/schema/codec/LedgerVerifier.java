package io.quorate.schema.codec;

import io.quorate.schema.decision.LedgerRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks the ledger in topic order and names the first record that is not what its chain says it must be.
 *
 * <p>Shows changed, removed, inserted and swapped records. A chain cut off at its end is whole by itself: compare
 * {@link #headHash} with the head kept elsewhere. Not thread-safe.
 */
public final class LedgerVerifier {

    /**
     * The first fault.
     *
     * @param record position of the record in the walk, from 0
     * @param portfolio its portfolio; empty when it could not be read
     * @param index index the chain expected there; -1 when the portfolio could not be read
     * @param problem what was expected and what was found
     */
    public record Fault(long record, String portfolio, long index, String problem) {}

    private record Head(long index, String hash) {}

    private final Map<String, Head> heads = new HashMap<>();
    private long records;

    /** Walks a whole ledger; null when it is sound. */
    public static @Nullable Fault firstFault(List<byte[]> ledger) {
        LedgerVerifier verifier = new LedgerVerifier();
        for (byte[] value : ledger) {
            Fault fault = verifier.accept(value);
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    /** Takes the next record; null when it continues its chain. After a fault the walk is over. */
    public @Nullable Fault accept(byte[] value) {
        long position = records++;
        LedgerRecord record;
        try {
            record = LedgerDecoder.decode(value);
        } catch (CodecException e) {
            return new Fault(position, "", -1, String.valueOf(e.getMessage()));
        }
        Head head = heads.get(record.portfolio());
        long index = head == null ? 0 : head.index + 1;
        String problem = problem(value, record, head, index);
        if (problem != null) {
            return new Fault(position, record.portfolio(), index, problem);
        }
        heads.put(record.portfolio(), new Head(index, record.hash()));
        return null;
    }

    private static @Nullable String problem(byte[] value, LedgerRecord record, @Nullable Head head, long index) {
        if (!LedgerCodec.verify(value)) {
            return "expected the hash of its bytes, was " + record.hash();
        }
        if (record.index() != index) {
            return "expected index " + index + ", was " + record.index();
        }
        if (record.genesis() != (index == 0)) {
            return index == 0 ? "expected a genesis record, was a decision" : "expected a decision, was genesis";
        }
        String previous = head == null ? "" : head.hash;
        return record.previousHash().equals(previous)
                ? null
                : "expected previous hash " + previous + ", was " + record.previousHash();
    }

    /** Hash of the last sound record of a chain; empty for none. */
    public String headHash(String portfolio) {
        Head head = heads.get(portfolio);
        return head == null ? "" : head.hash;
    }

    /** Index of the last sound record of a chain; -1 for none. */
    public long headIndex(String portfolio) {
        Head head = heads.get(portfolio);
        return head == null ? -1 : head.index;
    }
}
