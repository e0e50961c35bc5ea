package io.quorate.tune;

/**
 * Masses of the standard normal distribution. The tail P(Z &gt; z) is interpolated (cubic Hermite, knots 1/64 apart, relative
 * error below 1e-6) up to z = 9 and asymptotic beyond, so that a difference of two keeps its precision far out.
 */
final class Gauss {
    static final double LOG_ROOT_TWO_PI = 0.9189385332046727;

    private static final int KNOTS_PER_UNIT = 64;
    private static final int LAST = 9;
    private static final double STEP = 1.0 / KNOTS_PER_UNIT;
    private static final double ROOT_TWO_PI = 2.5066282746310002;
    private static final double[] TAIL = new double[LAST * KNOTS_PER_UNIT + 2];
    private static final double[] SLOPE = new double[TAIL.length];

    static {
        for (int i = 0; i < TAIL.length; i++) {
            TAIL[i] = exactTail(i * STEP);
            SLOPE[i] = -density(i * STEP) * STEP;
        }
    }

    private Gauss() {}

    static double density(double z) {
        return StrictMath.exp(-0.5 * z * z) / ROOT_TWO_PI;
    }

    /** P(Z &gt; z) for z of at least 0. */
    static double tail(double z) {
        if (z >= LAST) {
            return density(z) / z * (1 - 1 / (z * z));
        }
        double at = z * KNOTS_PER_UNIT;
        int i = (int) at;
        double t = at - i;
        double s = 1 - t;
        return (1 + 2 * t) * s * s * TAIL[i]
                + t * s * s * SLOPE[i]
                + t * t * (3 - 2 * t) * TAIL[i + 1]
                - t * t * s * SLOPE[i + 1];
    }

    /** P(from &lt; Z &lt; to). */
    static double mass(double from, double to) {
        if (from > 0) {
            return tail(from) - tail(to);
        }
        if (to < 0) {
            return tail(-to) - tail(-from);
        }
        return 1 - tail(-from) - tail(to);
    }

    /** Power series below 2, continued fraction (Laplace) above. */
    private static double exactTail(double z) {
        if (z < 2) {
            double term = z;
            double sum = z;
            for (int k = 3; k < 80; k += 2) {
                term *= z * z / k;
                sum += term;
            }
            return 0.5 - density(z) * sum;
        }
        double fraction = z;
        for (int k = 120; k > 0; k--) {
            fraction = z + k / fraction;
        }
        return density(z) / fraction;
    }
}
