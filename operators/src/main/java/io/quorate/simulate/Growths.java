package io.quorate.simulate;

import java.io.Serializable;

/**
 * Returns as growth factors: 1 + r, and 0 for a return of -1 or less, from which nothing is left and nothing comes back.
 */
final class Growths implements Serializable {

    private static final long serialVersionUID = 1L;

    private final double[] factors;

    /**
     * Copies the returns.
     *
     * @throws IllegalArgumentException for fewer than 2, or one that is not finite
     */
    Growths(double[] returns) {
        if (returns.length < 2) {
            throw new IllegalArgumentException("expected at least 2 returns, was " + returns.length);
        }
        factors = new double[returns.length];
        for (int i = 0; i < factors.length; i++) {
            if (!Double.isFinite(returns[i])) {
                throw new IllegalArgumentException("expected finite returns, was " + returns[i] + " at " + i);
            }
            factors[i] = Math.max(0, 1 + returns[i]);
        }
    }

    int count() {
        return factors.length;
    }

    double[] copy() {
        return factors.clone();
    }

    /** The factors and then the first of them again, so that a block of a length may start at each of them. */
    double[] circular(int block) {
        double[] all = new double[factors.length + block - 1];
        for (int i = 0; i < all.length; i++) {
            all[i] = factors[i % factors.length];
        }
        return all;
    }

    /** Their product in the order given. */
    double product() {
        double product = 1;
        for (double factor : factors) {
            product *= factor;
        }
        return product;
    }
}
