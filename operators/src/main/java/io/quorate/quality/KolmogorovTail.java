package io.quorate.quality;

import java.util.Arrays;

/**
 * P(D &gt;= d) of the two-sided Kolmogorov-Smirnov statistic of n observations, for that n and not in the limit.
 *
 * <p>n d^2 &lt;= 4: the matrix of Durbin as by Marsaglia, Tsang and Wang (2003). Above, or d &gt;= 1/2: twice the
 * one-sided tail of Smirnov, whose error is the probability of both sides at once, below 1e-13. n d^2 &gt; 18: the bound
 * 2 exp(-2 n d^2) of Massart, below 1e-15.
 */
final class KolmogorovTail {

    private static final double ONE_SIDED = 4;
    private static final double BOUND = 18;
    private static final double HUGE = 1e140;

    private KolmogorovTail() {}

    /** P(D &gt;= d), n &gt;= 1. */
    static double of(long n, double d) {
        if (Double.isNaN(d) || n < 1) {
            return Double.NaN;
        }
        if (d <= 0.5 / n) {
            return 1;
        }
        if (d >= 1) {
            return 0;
        }
        double scaled = n * d * d;
        if (scaled > BOUND) {
            return 2 * StrictMath.exp(-2 * scaled);
        }
        double p = d >= 0.5 || scaled > ONE_SIDED ? 2 * oneSided(n, d) : 1 - body((int) n, d);
        return Math.min(1, Math.max(0, p));
    }

    /** P(D+ &gt;= d) = d sum_j C(n, j) (d + j/n)^(j-1) (1 - d - j/n)^(n-j). */
    static double oneSided(long n, double d) {
        double logFactorial = GammaTail.logGamma(n + 1.0);
        double sum = 0;
        for (long j = 0; j <= (long) Math.floor(n * (1 - d)); j++) {
            double left = d + (double) j / n;
            double right = 1 - left;
            if (right <= 0) {
                // only the last term: a power of zero, which is 1 for j = n
                sum += j == n ? StrictMath.pow(left, j - 1.0) : 0;
                continue;
            }
            double log = logFactorial - GammaTail.logGamma(j + 1.0) - GammaTail.logGamma(n - j + 1.0);
            sum += StrictMath.exp(log + (j - 1) * StrictMath.log(left) + (n - j) * StrictMath.log(right));
        }
        return d * sum;
    }

    /** P(D &lt; d) = n!/n^n times the middle of H^n. */
    private static double body(int n, double d) {
        int k = (int) (n * d) + 1;
        int m = 2 * k - 1;
        double[][] power = matrix(m, k - n * d);
        double[][] result = new double[m][m];
        for (int i = 0; i < m; i++) {
            result[i][i] = 1;
        }
        // exponents of 1e140 that were taken out
        int powerScale = 0;
        int resultScale = 0;
        for (int rest = n; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                result = times(result, power);
                resultScale += powerScale + rescale(result, k - 1);
            }
            power = times(power, power);
            powerScale = 2 * powerScale + rescale(power, k - 1);
        }
        double p = result[k - 1][k - 1];
        for (int i = 1; i <= n; i++) {
            p *= (double) i / n;
            if (p < 1 / HUGE) {
                p *= HUGE;
                resultScale--;
            }
        }
        for (; resultScale > 0; resultScale--) {
            p *= HUGE;
        }
        for (; resultScale < 0; resultScale++) {
            p /= HUGE;
        }
        return p;
    }

    private static double[][] matrix(int m, double h) {
        double[][] a = new double[m][m];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                a[i][j] = i - j + 1 < 0 ? 0 : 1;
            }
        }
        double power = h;
        for (int i = 0; i < m; i++) {
            a[i][0] -= power;
            a[m - 1][m - 1 - i] -= power;
            power *= h;
        }
        a[m - 1][0] += 2 * h - 1 > 0 ? StrictMath.pow(2 * h - 1, m) : 0;
        for (int i = 0; i < m; i++) {
            for (int j = 0; j <= i && j < m; j++) {
                for (int g = 2; g <= i - j + 1; g++) {
                    a[i][j] /= g;
                }
            }
        }
        return a;
    }

    private static double[][] times(double[][] a, double[][] b) {
        int m = a.length;
        double[][] product = new double[m][m];
        for (int i = 0; i < m; i++) {
            double[] row = product[i];
            for (int k = 0; k < m; k++) {
                double factor = a[i][k];
                if (factor != 0) {
                    for (int j = 0; j < m; j++) {
                        row[j] += factor * b[k][j];
                    }
                }
            }
        }
        return product;
    }

    private static int rescale(double[][] a, int middle) {
        if (a[middle][middle] <= HUGE) {
            return 0;
        }
        for (double[] row : a) {
            Arrays.setAll(row, j -> row[j] / HUGE);
        }
        return 1;
    }
}
