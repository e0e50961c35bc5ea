package io.quorate.job.replay;

/**
 * One place at which the topic and what was made again are not the same.
 *
 * @param topic the topic
 * @param portfolio whose record it is
 * @param index ledger index of it
 * @param tsMs event time
 * @param symbol instrument; empty when it is not known
 * @param verdict what is wrong
 * @param detail the fields that differ, the topic's value first
 */
public record ParityDifference(
        String topic, String portfolio, long index, long tsMs, String symbol, Verdict verdict, String detail) {

    /** What is wrong with a place. */
    public enum Verdict {
        /** Other bytes. */
        DIFFERS,
        /** Made again, and not in the topic. */
        MISSING,
        /** In the topic, and not made again. */
        EXTRA,
        /** Twice in the topic, with different bytes. */
        CONFLICT
    }
}
