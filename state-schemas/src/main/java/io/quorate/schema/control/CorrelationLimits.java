package io.quorate.schema.control;

/**
 * Limits on positions that move together. Returns are taken on a common clock; two symbols with too few of them in
 * common, or with one that never moved, count as moving as one.
 *
 * @param method estimator
 * @param lambda decay of EWMA per tick of the clock, in (0, 1)
 * @param clockMs length of a tick of the clock
 * @param minPoints least returns two symbols must have in common
 * @param maxCorrelation greatest correlation of an entry with any position of the book, sides included; 0 = no limit
 * @param maxCorrelatedHeat greatest sqrt(h'Rh), h the heats; 0 = no limit
 * @param minBetsShare least effective bets as a share of the number of bets; 0 = no limit
 */
public record CorrelationLimits(
        CorrelationMethod method,
        double lambda,
        long clockMs,
        int minPoints,
        double maxCorrelation,
        double maxCorrelatedHeat,
        double minBetsShare) {

    /** EWMA of 0.97 on a clock of a minute, at least 60 points; nothing limited. */
    public static final CorrelationLimits MEASURED =
            new CorrelationLimits(CorrelationMethod.EWMA, 0.97, 60_000, 60, 0, 0, 0);
}
