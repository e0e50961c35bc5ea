package io.quorate.job.replay;

/**
 * What became of one decision that was made again.
 *
 * @param id decision
 * @param portfolio whose; empty when it is not in the ledger
 * @param index its place in the chain; -1 when it is not in the ledger
 * @param tsMs event time
 * @param verdict whether the bytes are equal
 * @param detail in what it differs, or what is missing; empty when equal
 */
public record ReplayVerdict(String id, String portfolio, long index, long tsMs, Verdict verdict, String detail) {

    /** How it ended. */
    public enum Verdict {
        EQUAL,
        DIFFERS,
        /** Something it is made from is not there any more. */
        MISSING
    }
}
