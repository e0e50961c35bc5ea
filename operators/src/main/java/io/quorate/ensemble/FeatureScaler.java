package io.quorate.ensemble;

import java.util.Arrays;

/**
 * Standardisation fitted on the training rows: z = (x - mean) / scale.
 *
 * @param mean mean of the defined values of each feature
 * @param scale their standard deviation, &gt; 0; 1 for a constant feature
 */
public record FeatureScaler(double[] mean, double[] scale) {

    public FeatureScaler {
        if (mean.length != scale.length) {
            throw new IllegalArgumentException("expected " + mean.length + " scales, was " + scale.length);
        }
        for (int i = 0; i < mean.length; i++) {
            if (!Double.isFinite(mean[i]) || !Double.isFinite(scale[i]) || !(scale[i] > 0)) {
                throw new IllegalArgumentException("expected a finite mean and a positive scale of feature " + i
                        + ", was " + mean[i] + " and " + scale[i]);
            }
        }
        mean = mean.clone();
        scale = scale.clone();
    }

    @Override
    public double[] mean() {
        return mean.clone();
    }

    @Override
    public double[] scale() {
        return scale.clone();
    }

    public int size() {
        return mean.length;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof FeatureScaler s && Arrays.equals(mean, s.mean) && Arrays.equals(scale, s.scale);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(mean) + Arrays.hashCode(scale);
    }
}
