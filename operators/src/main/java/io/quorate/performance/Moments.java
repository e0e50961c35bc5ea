package io.quorate.performance;

/**
 * Moments of a sample, two passes, sums compensated.
 *
 * @param n values
 * @param mean NaN without values
 * @param variance with n - 1; exactly 0 when all values are equal; NaN below two values
 * @param skew m3 / m2^1.5 of central moments over n; NaN without spread
 * @param kurtosis m4 / m2^2, raw: 3 for a normal sample; NaN without spread
 */
record Moments(int n, double mean, double variance, double skew, double kurtosis) {

    static Moments of(double[] values) {
        int n = values.length;
        double mean = sum(values) / n;
        if (n < 2) {
            return new Moments(n, mean, Double.NaN, Double.NaN, Double.NaN);
        }
        if (equal(values)) {
            return new Moments(n, mean, 0, Double.NaN, Double.NaN);
        }
        double[] second = new double[n];
        double[] third = new double[n];
        double[] fourth = new double[n];
        for (int i = 0; i < n; i++) {
            double d = values[i] - mean;
            second[i] = d * d;
            third[i] = d * d * d;
            fourth[i] = d * d * d * d;
        }
        double squares = sum(second);
        double m2 = squares / n;
        return new Moments(
                n, mean, squares / (n - 1), sum(third) / n / (m2 * StrictMath.sqrt(m2)), sum(fourth) / n / (m2 * m2));
    }

    /** Standard deviation with n - 1. */
    double deviation() {
        return StrictMath.sqrt(variance);
    }

    /** Sum by Neumaier's compensated summation. */
    static double sum(double[] values) {
        double sum = 0;
        double lost = 0;
        for (double x : values) {
            double next = sum + x;
            lost += Math.abs(sum) >= Math.abs(x) ? (sum - next) + x : (x - next) + sum;
            sum = next;
        }
        return sum + lost;
    }

    private static boolean equal(double[] values) {
        for (double x : values) {
            if (x != values[0]) {
                return false;
            }
        }
        return true;
    }
}
