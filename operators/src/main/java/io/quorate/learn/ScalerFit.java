package io.quorate.learn;

import io.quorate.ensemble.FeatureScaler;
import io.quorate.ensemble.ScalerKind;
import java.util.Arrays;

/**
 * Fits a {@link FeatureScaler} on the defined values of some rows: two-pass mean and population deviation, or median and
 * interquartile range / 1.349 (type 7 quantiles). A feature without spread has scale 1.
 */
final class ScalerFit {

    /** Interquartile range of the standard normal distribution. */
    private static final double NORMAL_RANGE = 1.3489795003921634;

    private ScalerFit() {}

    static FeatureScaler fit(TrainingSet set, int[] rows, ScalerKind kind) {
        double[] centre = new double[set.columns()];
        double[] scale = new double[set.columns()];
        double[] defined = new double[rows.length];
        for (int j = 0; j < centre.length; j++) {
            int n = 0;
            for (int row : rows) {
                double x = set.value(row, j);
                if (!Double.isNaN(x)) {
                    defined[n++] = x;
                }
            }
            double[] x = Arrays.copyOf(defined, n);
            centre[j] = kind == ScalerKind.ROBUST ? robustCentre(x) : mean(x);
            double spread = kind == ScalerKind.ROBUST ? robustSpread(x) : deviation(x, centre[j]);
            scale[j] = spread > 0 ? spread : 1;
        }
        return new FeatureScaler(kind, centre, scale);
    }

    private static double mean(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += value;
        }
        return x.length == 0 ? 0 : sum / x.length;
    }

    private static double deviation(double[] x, double mean) {
        double squares = 0;
        for (double value : x) {
            squares += (value - mean) * (value - mean);
        }
        return x.length == 0 ? 0 : StrictMath.sqrt(squares / x.length);
    }

    /** The median; sorts the values. */
    private static double robustCentre(double[] x) {
        Arrays.sort(x);
        return x.length == 0 ? 0 : quantile(x, 0.5);
    }

    private static double robustSpread(double[] sorted) {
        return sorted.length == 0 ? 0 : (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / NORMAL_RANGE;
    }

    private static double quantile(double[] sorted, double q) {
        double at = (sorted.length - 1) * q;
        int low = (int) at;
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
    }
}
