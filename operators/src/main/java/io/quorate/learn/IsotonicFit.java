package io.quorate.learn;

import io.quorate.ensemble.IsotonicCalibration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Fits the non-decreasing function of the margin with the least squared error, by pool adjacent violators (Ayer et al.
 * 1955), and draws a line through the centres of its steps, so that few margins share a probability.
 *
 * <p>Rows are taken in groups of like margin first: at most {@value #MOST_GROUPS}, of at least {@value #LEAST_IN_GROUP}
 * rows; equal margins stay together. Probabilities are held in [1/(n + 2), 1 - 1/(n + 2)].
 */
final class IsotonicFit {
    private static final int MOST_GROUPS = 512;
    private static final int LEAST_IN_GROUP = 20;

    private final double[] rows;
    private final double[] marginSums;
    private final double[] positives;
    private int steps;

    private IsotonicFit(int most) {
        this.rows = new double[most];
        this.marginSums = new double[most];
        this.positives = new double[most];
    }

    /** The calibration of a member; throws IllegalArgumentException if a margin is not finite or there is none. */
    static IsotonicCalibration fit(double[] margins, int[] labels) {
        int n = margins.length;
        if (n == 0 || Arrays.stream(margins).anyMatch(f -> !Double.isFinite(f))) {
            throw new IllegalArgumentException("expected finite margins to calibrate on, was not among " + n);
        }
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> margins[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int groupSize = Math.max(LEAST_IN_GROUP, (n + MOST_GROUPS - 1) / MOST_GROUPS);
        IsotonicFit fit = new IsotonicFit(n / groupSize + 1);
        for (int from = 0; from < n; ) {
            int to = Math.min(n, from + groupSize);
            while (to < n && margins[order[to]] == margins[order[to - 1]]) {
                to++;
            }
            double marginSum = 0;
            double ones = 0;
            for (int i = from; i < to; i++) {
                marginSum += margins[order[i]];
                ones += labels[order[i]];
            }
            fit.add(to - from, marginSum, ones);
            from = to;
        }
        return fit.line(1 / (n + 2.0));
    }

    /** Adds a group and merges it with those before it that are not lower. */
    private void add(double groupRows, double marginSum, double ones) {
        rows[steps] = groupRows;
        marginSums[steps] = marginSum;
        positives[steps++] = ones;
        while (steps > 1 && positives[steps - 2] * rows[steps - 1] >= positives[steps - 1] * rows[steps - 2]) {
            steps--;
            rows[steps - 1] += rows[steps];
            marginSums[steps - 1] += marginSums[steps];
            positives[steps - 1] += positives[steps];
        }
    }

    private IsotonicCalibration line(double least) {
        double[] centres = new double[steps];
        double[] probabilities = new double[steps];
        int knots = 0;
        for (int i = 0; i < steps; i++) {
            double centre = marginSums[i] / rows[i];
            if (knots > 0 && !(centre > centres[knots - 1])) {
                continue;
            }
            centres[knots] = centre;
            probabilities[knots++] = Math.min(1 - least, Math.max(least, positives[i] / rows[i]));
        }
        return new IsotonicCalibration(Arrays.copyOf(centres, knots), Arrays.copyOf(probabilities, knots));
    }
}
