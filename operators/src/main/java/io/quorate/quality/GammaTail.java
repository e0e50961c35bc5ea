package io.quorate.quality;

/**
 * Upper tail of the gamma distribution, Q(a, x) = 1 - P(a, x): by the series of P below a + 1, by Lentz's continued
 * fraction above. Relative error about 1e-12; NaN for NaN.
 */
final class GammaTail {

    private static final double TINY = 1e-300;
    private static final double PRECISION = 1e-15;
    private static final int MOST_TERMS = 10_000;

    /** Lanczos, g = 7, 9 terms. */
    private static final double[] LANCZOS = {
        0.9999999999998099,
        676.5203681218851,
        -1259.1392167224028,
        771.3234287776531,
        -176.6150291621406,
        12.507343278686905,
        -0.13857109526572012,
        9.984369578019572e-6,
        1.5056327351493116e-7
    };

    private GammaTail() {}

    /** P(X &gt; x) for chi-square with that many degrees of freedom, which need not be whole. */
    static double chiSquare(double degrees, double x) {
        return upper(degrees / 2, x / 2);
    }

    /** Q(a, x), a &gt; 0; 1 for x &lt;= 0. */
    static double upper(double a, double x) {
        if (Double.isNaN(x) || !(a > 0)) {
            return Double.NaN;
        }
        if (x <= 0) {
            return 1;
        }
        if (x == Double.POSITIVE_INFINITY) {
            return 0;
        }
        double scale = StrictMath.exp(a * StrictMath.log(x) - x - logGamma(a));
        return Math.min(1, Math.max(0, x < a + 1 ? 1 - scale * series(a, x) : scale * fraction(a, x)));
    }

    private static double series(double a, double x) {
        double term = 1 / a;
        double sum = term;
        for (int n = 1; n < MOST_TERMS && term > sum * PRECISION; n++) {
            term *= x / (a + n);
            sum += term;
        }
        return sum;
    }

    private static double fraction(double a, double x) {
        double b = x + 1 - a;
        double c = 1 / TINY;
        double d = 1 / b;
        double h = d;
        for (int i = 1; i < MOST_TERMS; i++) {
            double an = -i * (i - a);
            b += 2;
            d = 1 / nonZero(an * d + b);
            c = nonZero(b + an / c);
            double delta = d * c;
            h *= delta;
            if (Math.abs(delta - 1) < PRECISION) {
                break;
            }
        }
        return h;
    }

    private static double nonZero(double x) {
        return Math.abs(x) < TINY ? TINY : x;
    }

    /** ln Gamma(x) for x &gt; 0. */
    static double logGamma(double x) {
        if (x < 0.5) {
            return StrictMath.log(Math.PI / StrictMath.sin(Math.PI * x)) - logGamma(1 - x);
        }
        double sum = LANCZOS[0];
        for (int i = 1; i < LANCZOS.length; i++) {
            sum += LANCZOS[i] / (x - 1 + i);
        }
        double t = x + 6.5;
        return 0.5 * StrictMath.log(2 * Math.PI) + (x - 0.5) * StrictMath.log(t) - t + StrictMath.log(sum);
    }
}
