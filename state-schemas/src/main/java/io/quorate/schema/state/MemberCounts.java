package io.quorate.schema.state;

/**
 * Labels that became known in one window for predictions of one ensemble version, as sums that do not depend on the order
 * of arrival. Subjects are the members in declared order, then the ensemble.
 */
public final class MemberCounts {
    public long ensembleVersion;
    /** Window index. */
    public long window;
    /** Per subject ten bins of its probability: labels it answered for. */
    public long[] answered = new long[0];
    /** Per subject and bin: labels that were 1. */
    public long[] happened = new long[0];
    /** Per subject and bin: sum of the probability in units of 2^-30. */
    public long[] probabilitySums = new long[0];
    /** Per subject: labels it had on the right side of one half. */
    public long[] correct = new long[0];
    /** Per subject: squared errors in units of 2^-30. */
    public long[] squaredError = new long[0];
    /** Per subject: cross-entropy in units of 2^-30. */
    public long[] logLoss = new long[0];

    public MemberCounts() {}
}
