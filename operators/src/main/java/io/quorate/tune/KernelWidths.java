package io.quorate.tune;

import java.util.Arrays;

/**
 * Widths of the kernels of one group of parameters. A kernel of a good trial is as wide, per dimension, as the distances to
 * its nearest good neighbours (an adaptive kernel estimate): wide while the good ones are scattered, narrow in each place
 * where they gather, so that a search can converge, and in several places at once. The kernels of the rest are as wide as
 * those of the good are on average: then good / rest is the local share of good trials (a Nadaraya-Watson estimate), and a
 * bad trial counts only near itself.
 */
final class KernelWidths {
    private static final int NEIGHBOURS = 6;
    private static final double FACTOR = 1.1;

    /** Weight, in trials, of the uniform distribution in a spread. */
    private static final double SHRINKAGE = 0.3;

    /** Squared distance of two different choices, in spreads. */
    private static final double OTHER_CHOICE = 2;

    private static final double WIDE = 0.3;

    private final Dimension[] dimensions;
    private final double[][] places;
    private final double[] weights;
    private final double least;

    /**
     * @param places of the good trials in [0, 1] by dimension; indices of unordered ones
     * @param weights of the good trials
     * @param trials number of all
     */
    KernelWidths(Dimension[] dimensions, double[][] places, double[] weights, int trials) {
        this.dimensions = dimensions;
        this.places = places;
        this.weights = weights;
        least = 1.0 / Math.max(1, trials);
    }

    /** By dimension and good trial; zeros for unordered dimensions. */
    double[][] good() {
        int n = weights.length;
        double[][] widths = new double[dimensions.length][n];
        double[] spread = new double[dimensions.length];
        for (int d = 0; d < spread.length; d++) {
            spread[d] = dimensions[d].ordered() ? spread(places[d]) : 1;
            Arrays.fill(widths[d], clip(d, FACTOR * spread[d] * shrinking(n)));
        }
        int count = Math.min(n - 1, NEIGHBOURS);
        for (int i = 0; i < n && n > 2; i++) {
            int[] near = nearest(i, spread, count);
            for (int d = 0; d < spread.length; d++) {
                double squares = SHRINKAGE * spread[d] * spread[d];
                for (int j : near) {
                    double delta = places[d][j] - places[d][i];
                    squares += delta * delta;
                }
                double rms = StrictMath.sqrt(squares / (count + SHRINKAGE));
                widths[d][i] = clip(d, FACTOR * rms * shrinking(count));
            }
        }
        return widths;
    }

    /** By dimension. */
    double[] rest(double[][] good) {
        double[] widths = new double[dimensions.length];
        for (int d = 0; d < widths.length; d++) {
            widths[d] = clip(d, Arrays.stream(good[d]).average().orElse(WIDE));
        }
        return widths;
    }

    /** Scott's rule. */
    private double shrinking(int n) {
        return StrictMath.pow(Math.max(1, n), -1.0 / (dimensions.length + 4));
    }

    private double clip(int d, double width) {
        return Math.min(1, Math.max(width, Math.max(least, dimensions[d].leastWidth())));
    }

    /** Standard deviation, shrunk towards the uniform distribution's. */
    private double spread(double[] x) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < x.length; i++) {
            sum += weights[i] * x[i];
            total += weights[i];
        }
        double mean = total > 0 ? sum / total : 0;
        double squares = SHRINKAGE / 12;
        for (int i = 0; i < x.length; i++) {
            squares += weights[i] * (x[i] - mean) * (x[i] - mean);
        }
        return StrictMath.sqrt(squares / (total + SHRINKAGE));
    }

    private int[] nearest(int of, double[] spread, int count) {
        double[] distance = new double[weights.length];
        for (int d = 0; d < dimensions.length; d++) {
            for (int i = 0; i < distance.length; i++) {
                double delta = (places[d][i] - places[d][of]) / spread[d];
                distance[i] += dimensions[d].ordered() ? delta * delta : delta == 0 ? 0 : OTHER_CHOICE;
            }
        }
        distance[of] = Double.POSITIVE_INFINITY;
        int[] near = new int[count];
        for (int k = 0; k < count; k++) {
            int best = 0;
            for (int i = 1; i < distance.length; i++) {
                best = distance[i] < distance[best] ? i : best;
            }
            near[k] = best;
            distance[best] = Double.POSITIVE_INFINITY;
        }
        return near;
    }
}
