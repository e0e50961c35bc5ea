package io.quorate.tune;

import io.quorate.random.CounterStream;

/** A weighted sum of product kernels, one per observation, and a prior over the whole range. */
final class ParzenEstimator {
    /** Terms smaller than the greatest by this factor's logarithm are left out of a sum. */
    private static final double NEGLIGIBLE = 36;

    private final Kernels[] kernels;
    private final double[] logWeight;
    private final double[] cumulative;
    private final double[] terms;

    /**
     * @param kernels one set per dimension, of equal size
     * @param weights of the observations
     * @param prior weight of the prior
     */
    ParzenEstimator(Kernels[] kernels, double[] weights, double prior) {
        this.kernels = kernels;
        int n = weights.length;
        logWeight = new double[n + 1];
        cumulative = new double[n + 1];
        terms = new double[n + 1];
        double sum = 0;
        for (int i = 0; i <= n; i++) {
            sum += i < n ? weights[i] : prior;
            cumulative[i] = sum;
        }
        for (int i = 0; i <= n; i++) {
            logWeight[i] = StrictMath.log((i < n ? weights[i] : prior) / sum);
        }
    }

    double[] draw(CounterStream stream) {
        double u = stream.nextDouble() * cumulative[cumulative.length - 1];
        int kernel = 0;
        while (kernel < cumulative.length - 1 && cumulative[kernel] <= u) {
            kernel++;
        }
        double[] x = new double[kernels.length];
        for (int d = 0; d < x.length; d++) {
            x[d] = kernels[d].draw(kernel, stream);
        }
        return x;
    }

    double logDensity(double[] x) {
        System.arraycopy(logWeight, 0, terms, 0, terms.length);
        for (int d = 0; d < kernels.length; d++) {
            kernels[d].addLog(x[d], terms);
        }
        double most = Double.NEGATIVE_INFINITY;
        for (double term : terms) {
            most = Math.max(most, term);
        }
        double sum = 0;
        for (double term : terms) {
            if (term > most - NEGLIGIBLE) {
                sum += StrictMath.exp(term - most);
            }
        }
        return most + StrictMath.log(sum);
    }
}
