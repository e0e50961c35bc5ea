package io.quorate.simulate;

/** Values of all paths, in order: each of them, or each to within a known error. */
public interface Distribution {

    /** Number of values. */
    long count();

    /**
     * The value with this many below it in order.
     *
     * @param rank from 0 to count - 1
     */
    double atRank(long rank);

    /** Values that are at most this one. */
    long countAtMost(double value);

    /** Sum of the least values, so many of them. */
    double sumOfLeast(long values);

    /** Whether the values are known as they are. */
    boolean exact();

    /**
     * The quantile between order statistics by linear interpolation, type 7: of n values at rank {@code q * (n - 1)}.
     *
     * @param q in [0, 1]
     * @throws IllegalArgumentException for another q, or without values
     */
    default double quantile(double q) {
        if (!(q >= 0 && q <= 1) || count() == 0) {
            throw new IllegalArgumentException(
                    "expected a quantile of 0 to 1 of some values, was " + q + " of " + count());
        }
        double rank = q * (count() - 1);
        long lower = (long) Math.floor(rank);
        double below = atRank(lower);
        double share = rank - lower;
        return share == 0 ? below : interpolate(below, atRank(lower + 1), share);
    }

    private static double interpolate(double below, double above, double share) {
        // not below + share * (above - below) where both are infinite
        return below == above ? below : below + share * (above - below);
    }
}
