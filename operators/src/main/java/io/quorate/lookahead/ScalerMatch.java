package io.quorate.lookahead;

import io.quorate.ensemble.FeatureScaler;
import io.quorate.ensemble.ScalerKind;
import java.util.List;

/**
 * Which rows a scaler was fitted on, found by fitting it again on the rows up to each event time.
 *
 * <p>The distance of a fit is sqrt(mean over the columns of ((m' - m) / s)^2 + (s' / s - 1)^2); 0 when it was fitted on
 * exactly these rows. A standard scaler is fitted up to every event time, by running moments; a robust one on eight columns
 * up to 64 event times.
 *
 * @param throughMs last event time of the rows whose fit is nearest
 * @param distance of that fit
 * @param distanceWithin of the nearest fit on rows up to the end of the window
 */
record ScalerMatch(long throughMs, double distance, double distanceWithin) {
    private static final int LEAST_ROWS = 20;
    private static final int ROBUST_COLUMNS = 8;
    private static final int ROBUST_FITS = 64;
    private static final double NORMAL_RANGE = 1.3489795003921634;

    /** A row of features and its event time. */
    record Row(long tsMs, double[] values) {}

    /**
     * The nearest fit.
     *
     * @param rows by event time, columns as in the scaler
     * @param windowToMs end of the window it says it was fitted in
     */
    static ScalerMatch of(FeatureScaler scaler, List<Row> rows, long windowToMs) {
        return scaler.kind() == ScalerKind.ROBUST
                ? robust(scaler, rows, windowToMs)
                : standard(scaler, rows, windowToMs);
    }

    /** Whether rows beyond the window explain the scaler far better than any inside. */
    boolean beyond(long windowToMs) {
        return throughMs > windowToMs && distance < distanceWithin / 10;
    }

    private static ScalerMatch standard(FeatureScaler scaler, List<Row> rows, long windowToMs) {
        double[] mean = scaler.mean();
        double[] scale = scaler.scale();
        long[] n = new long[mean.length];
        double[] m = new double[mean.length];
        double[] squares = new double[mean.length];
        Nearest nearest = new Nearest(windowToMs);
        for (int i = 0; i < rows.size(); i++) {
            double[] x = rows.get(i).values();
            for (int j = 0; j < x.length; j++) {
                if (!Double.isNaN(x[j])) {
                    n[j]++;
                    double off = x[j] - m[j];
                    m[j] += off / n[j];
                    squares[j] += off * (x[j] - m[j]);
                }
            }
            boolean last =
                    i + 1 == rows.size() || rows.get(i + 1).tsMs() > rows.get(i).tsMs();
            if (last && i + 1 >= LEAST_ROWS) {
                double sum = 0;
                for (int j = 0; j < mean.length; j++) {
                    double deviation = n[j] == 0 ? 0 : Math.sqrt(squares[j] / n[j]);
                    sum += square((m[j] - mean[j]) / scale[j]) + square(positive(deviation) / scale[j] - 1);
                }
                nearest.look(rows.get(i).tsMs(), Math.sqrt(sum / mean.length));
            }
        }
        return nearest.match();
    }

    private static ScalerMatch robust(FeatureScaler scaler, List<Row> rows, long windowToMs) {
        double[] mean = scaler.mean();
        double[] scale = scaler.scale();
        int columns = Math.min(ROBUST_COLUMNS, mean.length);
        Nearest nearest = new Nearest(windowToMs);
        for (int f = 1; f <= ROBUST_FITS; f++) {
            int until = (int) ((long) rows.size() * f / ROBUST_FITS);
            if (until < LEAST_ROWS) {
                continue;
            }
            double sum = 0;
            for (int c = 0; c < columns; c++) {
                int j = c * mean.length / columns;
                double[] x = rows.subList(0, until).stream()
                        .mapToDouble(row -> row.values()[j])
                        .filter(v -> !Double.isNaN(v))
                        .sorted()
                        .toArray();
                double spread = (quantile(x, 0.75) - quantile(x, 0.25)) / NORMAL_RANGE;
                sum += square((quantile(x, 0.5) - mean[j]) / scale[j]) + square(positive(spread) / scale[j] - 1);
            }
            nearest.look(rows.get(until - 1).tsMs(), Math.sqrt(sum / columns));
        }
        return nearest.match();
    }

    private static double quantile(double[] sorted, double q) {
        if (sorted.length == 0) {
            return 0;
        }
        double at = (sorted.length - 1) * q;
        int low = (int) at;
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
    }

    /** A column without spread has scale 1. */
    private static double positive(double spread) {
        return spread > 0 ? spread : 1;
    }

    private static double square(double x) {
        return x * x;
    }

    /** The least distances so far. */
    private static final class Nearest {
        private final long windowToMs;
        private long throughMs = Long.MIN_VALUE;
        private double least = Double.POSITIVE_INFINITY;
        private double leastWithin = Double.POSITIVE_INFINITY;

        Nearest(long windowToMs) {
            this.windowToMs = windowToMs;
        }

        void look(long tsMs, double distance) {
            if (distance < least) {
                least = distance;
                throughMs = tsMs;
            }
            if (tsMs <= windowToMs) {
                leastWithin = Math.min(leastWithin, distance);
            }
        }

        ScalerMatch match() {
            return new ScalerMatch(throughMs, least, leastWithin);
        }
    }
}
