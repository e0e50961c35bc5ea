package io.quorate.quality;

import java.util.function.DoubleUnaryOperator;

/**
 * P(D &gt;= d) of the two-sided Kolmogorov-Smirnov statistic of n observations by the expansion of Pelz and Good (1976)
 * in powers of 1/sqrt(n), as given by Simard and L'Ecuyer, Computing the Two-Sided Kolmogorov-Smirnov Distribution
 * (2011), equation 6. Error about 1e-7 at n = 250. {@link KolmogorovTail} is exact; this is what other libraries print.
 */
final class PelzGood {
    private static final double SQUARED_PI = StrictMath.PI * StrictMath.PI;
    private static final int TERMS = 60;

    private final double z2;

    private PelzGood(double z) {
        this.z2 = z * z;
    }

    static double tail(long n, double d) {
        double z = StrictMath.sqrt((double) n) * d;
        PelzGood at = new PelzGood(z);
        double root = StrictMath.sqrt(StrictMath.PI / 2);
        double z4 = at.z2 * at.z2;
        double z6 = z4 * at.z2;
        // the sum over odd k of exp(-(pi k)^2 / (8 z^2)) is that over halves
        double k0 = root / z * at.halves(a -> 1);
        double k1 = root / (6 * z4) * at.halves(a -> a - at.z2);
        double k2 = root
                / (72 * z6 * z)
                * (at.halves(a -> 6 * z6 + 2 * z4 + a * (2 * z4 - 5 * at.z2) + a * a * (1 - 2 * at.z2))
                        - 2 * z4 * at.wholes(a -> a));
        double k3 = root
                / (6480 * z6 * z4)
                * (at.halves(a -> a * a * a * (5 - 30 * at.z2)
                                + a * a * (212 * z4 - 60 * at.z2)
                                + a * (135 * z4 - 96 * z6)
                                - 30 * z6
                                - 90 * z4 * z4)
                        + 30 * z4 * at.wholes(a -> a * (3 * at.z2 - a)));
        double series = k0 + k1 / StrictMath.sqrt((double) n) + k2 / n + k3 / (n * StrictMath.sqrt((double) n));
        return Math.min(1, Math.max(0, 1 - series));
    }

    /** Sum over all k of f(a) exp(-a / (2 z^2)) with a = (pi (k + 1/2))^2. */
    private double halves(DoubleUnaryOperator f) {
        return 2 * positive(0.5, f);
    }

    /** The same with a = (pi k)^2; f(0) is 0. */
    private double wholes(DoubleUnaryOperator f) {
        return 2 * positive(1, f);
    }

    private double positive(double from, DoubleUnaryOperator f) {
        double sum = 0;
        for (int k = TERMS; k >= 0; k--) {
            double a = SQUARED_PI * (k + from) * (k + from);
            sum += f.applyAsDouble(a) * StrictMath.exp(-a / (2 * z2));
        }
        return sum;
    }
}
