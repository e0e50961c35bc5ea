package io.quorate.schema.model;

import java.util.Objects;

/**
 * What the label of a sample is, completely: whoever credits a prediction must label with these numbers.
 *
 * <ul>
 *   <li>DIRECTION: close after {@code horizonSamples} &gt; close.
 *   <li>TRIPLE_BARRIER: a later high reaches close (1 + upper sigma) before a low reaches close (1 - lower sigma),
 *       within the horizon; both in one sample count as the lower; neither counts as 0.
 *   <li>VOLATILITY: |ln(close after the horizon / close)| &gt; {@code moveThreshold}.
 * </ul>
 *
 * <p>sigma of a sample = sqrt(v), v = .94 v + .06 r^2 over its symbol's log returns up to it, started with r_1^2.
 *
 * @param target kind of label
 * @param horizonSamples samples until it is known, &gt;= 1
 * @param upperSigmas distance of the upper barrier; 0 for other targets
 * @param lowerSigmas distance of the lower barrier; 0 for other targets
 * @param moveThreshold least absolute log return of a big move: the median of the training rows; 0 for other targets
 */
public record LabelSpec(
        Target target, int horizonSamples, double upperSigmas, double lowerSigmas, double moveThreshold) {

    public LabelSpec {
        Objects.requireNonNull(target, "target");
        if (horizonSamples < 1) {
            throw new IllegalArgumentException("expected a horizon >= 1 sample, was " + horizonSamples);
        }
        boolean barriers = target == Target.TRIPLE_BARRIER;
        requireDistance("upper barrier in sigmas", upperSigmas, barriers);
        requireDistance("lower barrier in sigmas", lowerSigmas, barriers);
        if (!Double.isFinite(moveThreshold) || moveThreshold < 0) {
            throw new IllegalArgumentException("expected a move threshold >= 0, was " + moveThreshold);
        }
    }

    public static LabelSpec direction(int horizonSamples) {
        return new LabelSpec(Target.DIRECTION, horizonSamples, 0, 0, 0);
    }

    public static LabelSpec tripleBarrier(int horizonSamples, double upperSigmas, double lowerSigmas) {
        return new LabelSpec(Target.TRIPLE_BARRIER, horizonSamples, upperSigmas, lowerSigmas, 0);
    }

    /** A big move whose threshold is still to be taken from the training rows. */
    public static LabelSpec bigMove(int horizonSamples) {
        return new LabelSpec(Target.VOLATILITY, horizonSamples, 0, 0, 0);
    }

    public LabelSpec withMoveThreshold(double threshold) {
        return new LabelSpec(target, horizonSamples, upperSigmas, lowerSigmas, threshold);
    }

    private static void requireDistance(String what, double sigmas, boolean used) {
        if (used ? !(sigmas > 0 && sigmas < Double.POSITIVE_INFINITY) : sigmas != 0) {
            throw new IllegalArgumentException(
                    "expected the " + what + (used ? " > 0" : " to be 0") + ", was " + sigmas);
        }
    }
}
