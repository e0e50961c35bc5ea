package io.quorate.learn;

import io.quorate.ensemble.FeatureScaler;

/** Fits a {@link FeatureScaler} on some rows: two-pass mean and population deviation of the defined values. */
final class ScalerFit {

    private ScalerFit() {}

    static FeatureScaler fit(TrainingSet set, int[] rows) {
        double[] mean = new double[set.columns()];
        double[] scale = new double[set.columns()];
        for (int j = 0; j < mean.length; j++) {
            double sum = 0;
            int n = 0;
            for (int row : rows) {
                double x = set.value(row, j);
                if (!Double.isNaN(x)) {
                    sum += x;
                    n++;
                }
            }
            mean[j] = n == 0 ? 0 : sum / n;
            double squares = 0;
            for (int row : rows) {
                double x = set.value(row, j);
                if (!Double.isNaN(x)) {
                    squares += (x - mean[j]) * (x - mean[j]);
                }
            }
            double deviation = n == 0 ? 0 : StrictMath.sqrt(squares / n);
            scale[j] = deviation > 0 ? deviation : 1;
        }
        return new FeatureScaler(mean, scale);
    }
}
