package io.quorate.ensemble;

import java.util.Arrays;

/**
 * File of a linear member: margin = bias + sum weight x standardised feature.
 *
 * @param v version of this format
 * @param bias margin at the training mean
 * @param weights one per standardised feature, in layout order
 */
public record LinearWeights(int v, double bias, double[] weights) {

    public LinearWeights {
        if (v != BundleManifest.FORMAT) {
            throw new IllegalArgumentException("expected format version " + BundleManifest.FORMAT + ", was " + v);
        }
        weights = weights.clone();
    }

    @Override
    public double[] weights() {
        return weights.clone();
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof LinearWeights w
                && v == w.v
                && Double.compare(bias, w.bias) == 0
                && Arrays.equals(weights, w.weights);
    }

    @Override
    public int hashCode() {
        return 31 * Double.hashCode(bias) + Arrays.hashCode(weights);
    }
}
