package io.quorate.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What a report draws of probabilities and labels. */
public final class Curves {
    private static final int BINS = 10;

    private Curves() {}

    /**
     * One point of a ROC curve.
     *
     * @param threshold least probability that counts as a yes
     * @param falsePositiveRate share of the zeros that are called
     * @param truePositiveRate share of the ones that are called
     */
    public record RocPoint(double threshold, double falsePositiveRate, double truePositiveRate) {}

    /**
     * Probabilities of like size.
     *
     * @param rows how many there are
     * @param mean their mean
     * @param rate share of ones among their labels
     */
    public record Bin(int rows, double mean, double rate) {}

    /**
     * A stretch of time.
     *
     * @param fromMs time of its first row
     * @param split what that row is for
     * @param mean mean probability
     * @param rate share of ones
     * @param brier mean squared error
     */
    public record Stretch(long fromMs, Split split, double mean, double rate, double brier) {}

    /**
     * What a threshold makes of rows.
     *
     * @param truePositives ones called
     * @param falsePositives zeros called
     * @param trueNegatives zeros not called
     * @param falseNegatives ones not called
     */
    public record Confusion(int truePositives, int falsePositives, int trueNegatives, int falseNegatives) {

        /** Share of calls that are right; NaN without calls. */
        public double precision() {
            return (double) truePositives / (truePositives + falsePositives);
        }

        /** Share of ones that are called. */
        public double recall() {
            return (double) truePositives / (truePositives + falseNegatives);
        }

        public double accuracy() {
            return (double) (truePositives + trueNegatives)
                    / (truePositives + trueNegatives + falsePositives + falseNegatives);
        }
    }

    /** ROC curve from (0, 0) to (1, 1) through at most the given number of points between. */
    public static List<RocPoint> roc(double[] p, int[] y, int most) {
        int[] order = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int ones = Arrays.stream(y).sum();
        int zeros = y.length - ones;
        List<RocPoint> points = new ArrayList<>();
        points.add(new RocPoint(Double.POSITIVE_INFINITY, 0, 0));
        int step = Math.max(1, p.length / most);
        int called = 0;
        int drawn = 0;
        for (int i = 0; i < order.length; i++) {
            called += y[order[i]];
            boolean last = i == order.length - 1;
            if (last || (i + 1 - drawn >= step && p[order[i]] != p[order[i + 1]])) {
                drawn = i + 1;
                points.add(new RocPoint(p[order[i]], (double) (i + 1 - called) / zeros, (double) called / ones));
            }
        }
        return points;
    }

    /** Ten equally wide bins; those without rows have rate NaN. */
    public static List<Bin> reliability(double[] p, int[] y) {
        int[] rows = new int[BINS];
        double[] sum = new double[BINS];
        int[] ones = new int[BINS];
        for (int i = 0; i < p.length; i++) {
            int bin = Math.min(BINS - 1, (int) (p[i] * BINS));
            rows[bin]++;
            sum[bin] += p[i];
            ones[bin] += y[i];
        }
        return IntStream.range(0, BINS)
                .mapToObj(b -> new Bin(rows[b], sum[b] / rows[b], (double) ones[b] / rows[b]))
                .toList();
    }

    /** Stretches of equally many rows, none of which spans two splits; purged rows are left out. */
    public static List<Stretch> overTime(ScoredRows scored, int count) {
        TrainingSet set = scored.set();
        int[] rows = IntStream.range(0, set.rows())
                .filter(row -> set.split(row) != Split.PURGED)
                .toArray();
        double[] p = scored.probabilities(ScoredRows.ENSEMBLE, rows);
        int[] y = set.labels(rows);
        int size = Math.max(1, rows.length / count);
        List<Stretch> stretches = new ArrayList<>();
        for (int from = 0; from < rows.length; ) {
            Split split = set.split(rows[from]);
            int to = from;
            while (to < rows.length && to - from < size && set.split(rows[to]) == split) {
                to++;
            }
            if (to - from >= size / 2) {
                double[] own = Arrays.copyOfRange(p, from, to);
                int[] labels = Arrays.copyOfRange(y, from, to);
                stretches.add(new Stretch(
                        set.tsMs(rows[from]),
                        split,
                        Arrays.stream(own).average().orElse(Double.NaN),
                        Arrays.stream(labels).average().orElse(Double.NaN),
                        BinaryScores.brier(own, labels)));
            }
            from = to;
        }
        return stretches;
    }

    /** What calling every probability of at least the threshold makes of the rows. */
    public static Confusion confusion(double[] p, int[] y, double threshold) {
        int[] counts = new int[4];
        for (int i = 0; i < p.length; i++) {
            boolean called = p[i] >= threshold;
            counts[called ? (y[i] == 1 ? 0 : 1) : (y[i] == 1 ? 3 : 2)]++;
        }
        return new Confusion(counts[0], counts[1], counts[2], counts[3]);
    }
}
