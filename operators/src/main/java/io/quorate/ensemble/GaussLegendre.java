package io.quorate.ensemble;

/** Gauss-Legendre quadrature on (0, 1): n nodes integrate polynomials up to degree 2n - 1 exactly. */
final class GaussLegendre {
    private static final int NEWTON_STEPS = 100;

    private GaussLegendre() {}

    /** Writes nodes and weights; both arrays have one entry per node. */
    static void unitInterval(double[] nodes, double[] weights) {
        int n = nodes.length;
        for (int i = 0; i < n; i++) {
            double x = StrictMath.cos(Math.PI * (i + 0.75) / (n + 0.5));
            double slope = 1;
            for (int step = 0; step < NEWTON_STEPS; step++) {
                double before = 1;
                double value = x;
                for (int k = 2; k <= n; k++) {
                    double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
                    before = value;
                    value = next;
                }
                slope = n * (x * value - before) / (x * x - 1);
                double change = value / slope;
                x -= change;
                if (Math.abs(change) < 1e-16) {
                    break;
                }
            }
            nodes[i] = 0.5 - 0.5 * x;
            weights[i] = 1 / ((1 - x * x) * slope * slope);
        }
    }
}
