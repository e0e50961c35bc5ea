package io.quorate.job.ledger;

/**
 * The first record of a chain that is not what the chain says it must be.
 *
 * @param kind what was found
 * @param portfolio its portfolio; empty when it could not be read
 * @param index index the chain expected there; -1 when the portfolio is unknown
 * @param place file and line, or partition and offset
 * @param problem what was expected and what was found
 */
public record ChainFault(Kind kind, String portfolio, long index, String place, String problem) {

    /** What can be wrong with a chain. */
    public enum Kind {
        /** Bytes and hash disagree, or the link to the record before does. */
        CHANGED,
        /** A record is not there. */
        MISSING,
        /** The records are all there, in another order. */
        REORDERED,
        /** A place in the chain that was filled before. */
        REPEATED,
        /** A second GENESIS of a portfolio. */
        SECOND_CHAIN,
        /** The chain ends before the anchored head. */
        TRUNCATED,
        /** The chain is whole by itself, but its record at the anchored index is another. */
        REWRITTEN
    }

    /** One line for a reader. */
    public String line() {
        String whose = portfolio.isEmpty() ? "" : " portfolio " + portfolio + (index < 0 ? "" : " index " + index);
        return place + ":" + whose + " " + kind + ": " + problem;
    }
}
