package io.quorate.ensemble;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Maps a margin to a probability by a non-decreasing broken line through knots, constant beyond the ends; a knot is found
 * in O(log n).
 *
 * @param margins where the knots are, strictly ascending, 1 to {@value #MOST_KNOTS}
 * @param probabilities their values, non-decreasing, in [0, 1]
 */
public record IsotonicCalibration(double[] margins, double[] probabilities) implements Calibration {
    /** Most knots one may have. */
    public static final int MOST_KNOTS = 1_024;

    public IsotonicCalibration {
        int n = margins.length;
        if (n < 1 || n > MOST_KNOTS || probabilities.length != n) {
            throw new IllegalArgumentException("expected 1 to " + MOST_KNOTS + " knots with a probability each, was "
                    + n + " and " + probabilities.length);
        }
        margins = margins.clone();
        probabilities = probabilities.clone();
        for (int i = 0; i < n; i++) {
            if (!Double.isFinite(margins[i]) || (i > 0 && !(margins[i] > margins[i - 1]))) {
                throw new IllegalArgumentException(
                        "expected finite margins that ascend, was " + margins[i] + " at knot " + i);
            }
            if (!(probabilities[i] >= (i > 0 ? probabilities[i - 1] : 0) && probabilities[i] <= 1)) {
                throw new IllegalArgumentException(
                        "expected probabilities in [0, 1] that do not fall, was " + probabilities[i] + " at knot " + i);
            }
        }
    }

    static IsotonicCalibration of(double @Nullable [] margins, double @Nullable [] probabilities) {
        return new IsotonicCalibration(
                Objects.requireNonNull(margins, "margins"), Objects.requireNonNull(probabilities, "probabilities"));
    }

    @Override
    public double probability(double margin) {
        int last = margins.length - 1;
        if (!(margin > margins[0])) {
            return Double.isNaN(margin) ? Double.NaN : probabilities[0];
        }
        if (margin >= margins[last]) {
            return probabilities[last];
        }
        int low = 0;
        int high = last;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (margins[middle] <= margin) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double share = (margin - margins[low]) / (margins[high] - margins[low]);
        double p = probabilities[low] + share * (probabilities[high] - probabilities[low]);
        // rounding may overshoot, which would not be monotone
        return Math.min(p, probabilities[high]);
    }

    @Override
    public CalibrationKind kind() {
        return CalibrationKind.ISOTONIC;
    }

    @Override
    public double[] margins() {
        return margins.clone();
    }

    @Override
    public double[] probabilities() {
        return probabilities.clone();
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof IsotonicCalibration c
                && Arrays.equals(margins, c.margins)
                && Arrays.equals(probabilities, c.probabilities);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(margins) + Arrays.hashCode(probabilities);
    }

    @Override
    public String toString() {
        return "isotonic of " + margins.length + " knots";
    }
}
