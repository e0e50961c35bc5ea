package io.quorate.performance;

/** Sample quantiles. */
public final class Quantiles {

    private Quantiles() {}

    /**
     * Quantile of type 7 of Hyndman and Fan (1996): linear between the order statistics around (n - 1) q.
     *
     * @param sorted ascending, at least one value
     * @param q in [0, 1]
     */
    public static double type7(double[] sorted, double q) {
        if (sorted.length == 0 || !(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException(
                    "expected values and a share in [0, 1], was " + sorted.length + " values and " + q);
        }
        double at = (sorted.length - 1) * q;
        int below = (int) at;
        double low = sorted[below];
        double high = sorted[Math.min(below + 1, sorted.length - 1)];
        return low + (at - below) * (high - low);
    }
}
