package io.quorate.risk;

/**
 * Quantile of Beta(1 + wins, 1 + losses), the posterior of a winning rate under a uniform prior.
 *
 * <p>For whole parameters the distribution function is a binomial tail, P(Bin(wins + losses + 1, x) &gt; wins), summed
 * from the end whose first term cannot underflow; the quantile is found by bisection to the last bit.
 */
final class BetaQuantile {

    private BetaQuantile() {}

    static double of(double q, int wins, int losses) {
        double low = 0;
        double high = 1;
        while (true) {
            double mid = (low + high) / 2;
            if (mid <= low || mid >= high) {
                return low;
            }
            if (cumulative(mid, wins, losses) < q) {
                low = mid;
            } else {
                high = mid;
            }
        }
    }

    /** P(X &lt;= x); error below 1e-13 for up to 200 trades. */
    static double cumulative(double x, int wins, int losses) {
        return x < 0.5 ? 1 - lowerTail(x, wins + losses + 1, wins) : lowerTail(1 - x, wins + losses + 1, losses);
    }

    /** P(Bin(n, x) &lt;= k) for x &lt;= 0.5. */
    private static double lowerTail(double x, int n, int k) {
        double odds = x / (1 - x);
        double term = StrictMath.pow(1 - x, n);
        double sum = term;
        for (int i = 0; i < k; i++) {
            term *= odds * (n - i) / (i + 1);
            sum += term;
        }
        return sum;
    }
}
