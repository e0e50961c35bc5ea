package io.quorate.quality;

import java.util.Arrays;

/** Benjamini and Hochberg: which of many tests to believe so that at most a share of those believed is expected wrong. */
final class FalseDiscovery {

    private FalseDiscovery() {}

    /** The greatest p-value to believe; 0 for none. NaN is no test but counts as one. */
    static double threshold(double[] p, double share) {
        double[] sorted = p.clone();
        Arrays.sort(sorted);
        double threshold = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (sorted[i] <= share * (i + 1) / sorted.length) {
                threshold = Math.max(sorted[i], Double.MIN_VALUE);
            }
        }
        return threshold;
    }
}
