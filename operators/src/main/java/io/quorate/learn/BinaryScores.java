package io.quorate.learn;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Quality of probabilities against labels; null where undefined.
 *
 * @param auc area under the ROC curve, ties count half; undefined when one label is missing
 * @param logLoss mean cross-entropy, probabilities held in [1e-15, 1 - 1e-15]
 * @param brier mean squared error
 * @param ece expected calibration error over 10 equally wide bins
 * @param accuracy share of rows whose label is the likelier one; a probability of .5 says 1
 */
public record BinaryScores(
        @Nullable Double auc,
        @Nullable Double logLoss,
        @Nullable Double brier,
        @Nullable Double ece,
        @Nullable Double accuracy) {
    private static final double CLIP = 1e-15;
    private static final int BINS = 10;

    /** Scores the rows whose probability is a number. */
    public static BinaryScores of(double[] probabilities, int[] labels) {
        int[] rows = IntStream.range(0, labels.length)
                .filter(i -> !Double.isNaN(probabilities[i]))
                .toArray();
        double[] p = Arrays.stream(rows).mapToDouble(i -> probabilities[i]).toArray();
        int[] y = Arrays.stream(rows).map(i -> labels[i]).toArray();
        if (p.length == 0) {
            return new BinaryScores(null, null, null, null, null);
        }
        return new BinaryScores(auc(p, y), logLoss(p, y), brier(p, y), ece(p, y), accuracy(p, y));
    }

    static double brier(double[] p, int[] y) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += (p[i] - y[i]) * (p[i] - y[i]);
        }
        return sum / p.length;
    }

    static double logLoss(double[] p, int[] y) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            double q = Math.min(1 - CLIP, Math.max(CLIP, y[i] == 1 ? p[i] : 1 - p[i]));
            sum -= StrictMath.log(q);
        }
        return sum / p.length;
    }

    /** Mann-Whitney: (rank sum of the positives - n+(n+ + 1)/2) / (n+ n-), equal values share their mean rank. */
    private static @Nullable Double auc(double[] p, int[] y) {
        Integer[] order = IntStream.range(0, p.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> p[i]));
        double rankSum = 0;
        long positives = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            int inGroup = 0;
            while (to < order.length && p[order[to]] == p[order[from]]) {
                inGroup += y[order[to++]];
            }
            rankSum += inGroup * (from + 1 + to) / 2.0;
            positives += inGroup;
            from = to;
        }
        long negatives = p.length - positives;
        if (positives == 0 || negatives == 0) {
            return null;
        }
        return (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
    }

    private static double accuracy(double[] p, int[] y) {
        int right = 0;
        for (int i = 0; i < p.length; i++) {
            right += (p[i] >= 0.5) == (y[i] == 1) ? 1 : 0;
        }
        return (double) right / p.length;
    }

    private static double ece(double[] p, int[] y) {
        double[] gap = new double[BINS];
        for (int i = 0; i < p.length; i++) {
            gap[Math.min(BINS - 1, (int) (p[i] * BINS))] += y[i] - p[i];
        }
        double sum = 0;
        for (double g : gap) {
            sum += Math.abs(g);
        }
        return sum / p.length;
    }
}
