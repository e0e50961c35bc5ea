package io.quorate.performance;

/**
 * Standard normal distribution to a few units in the last place, tails included.
 *
 * <p>Near the middle the series 26.2.11 of Abramowitz and Stegun, Handbook of Mathematical Functions (1964):
 * {@code P(x) = 1/2 + phi(x) (x + x^3/3 + x^5/(3 5) + ...)}. From |x| = 1 the continued fraction 26.2.14:
 * {@code Q(x) = phi(x) / (x + 1/(x + 2/(x + 3/(x + ...))))}, all terms positive. The quantile starts from 26.2.23 and
 * is corrected by Halley's method with the distribution function.
 */
public final class NormalDistribution {
    private static final double SERIES_UP_TO = 1;
    private static final double SQRT_2_PI = 2.5066282746310007;

    /** Half of these are exact in x^2/2, so that the density keeps its last digits in the tail. */
    private static final double SIXTEENTHS = 16;

    private NormalDistribution() {}

    /** Density. */
    public static double density(double x) {
        double coarse = (double) (long) (x * SIXTEENTHS) / SIXTEENTHS;
        double rest = (x - coarse) * (x + coarse) / 2;
        return StrictMath.exp(-coarse * coarse / 2) * StrictMath.exp(-rest) / SQRT_2_PI;
    }

    /** P(X &lt;= x); NaN for NaN. */
    public static double cumulative(double x) {
        if (x < -SERIES_UP_TO) {
            return upperTail(-x);
        }
        if (x > SERIES_UP_TO) {
            return 1 - upperTail(x);
        }
        double term = x;
        double sum = 0;
        // no number is above or below NaN
        for (int odd = 1; sum + term > sum || sum + term < sum; odd += 2) {
            sum += term;
            term *= x * x / (odd + 2);
        }
        return 0.5 + density(x) * sum;
    }

    /** P(X &gt; x) for x of at least 1; the fraction has an error of about exp(-2 x sqrt(terms)). */
    private static double upperTail(double x) {
        if (x == Double.POSITIVE_INFINITY) {
            return 0;
        }
        double fraction = x;
        for (int k = 20 + (int) (600 / (x * x)); k >= 1; k--) {
            fraction = x + k / fraction;
        }
        return density(x) / fraction;
    }

    /**
     * The x with P(X &lt;= x) = p; infinite at 0 and 1.
     *
     * @param p in [0, 1]
     */
    public static double quantile(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("expected a probability, was " + p);
        }
        if (p > 0.5) {
            return -lowerQuantile(1 - p);
        }
        return lowerQuantile(p);
    }

    private static double lowerQuantile(double p) {
        if (p == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        double t = StrictMath.sqrt(-2 * StrictMath.log(p));
        double x =
                (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
        for (int i = 0; i < 4; i++) {
            double error = (cumulative(x) - p) / density(x);
            x -= error / (1 + x * error / 2);
        }
        return x;
    }
}
