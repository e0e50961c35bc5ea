package io.quorate.tune;

import io.quorate.random.CounterStream;
import java.util.Arrays;

/** Gaussian kernels cut off at 0 and 1; the prior is one of width 1 in the middle. */
final class ContinuousKernels implements Kernels {
    private final double[] centre;
    private final double[] inverse;
    private final double[] logNorm;

    /** Centres and widths in the unit interval. */
    ContinuousKernels(double[] centres, double[] widths) {
        int n = centres.length;
        centre = Arrays.copyOf(centres, n + 1);
        centre[n] = 0.5;
        inverse = new double[n + 1];
        logNorm = new double[n + 1];
        for (int i = 0; i <= n; i++) {
            inverse[i] = i < n ? 1 / widths[i] : 1;
            double inside = Gauss.mass(-centre[i] * inverse[i], (1 - centre[i]) * inverse[i]);
            logNorm[i] = StrictMath.log(inverse[i] / inside) - Gauss.LOG_ROOT_TWO_PI;
        }
    }

    @Override
    public void addLog(double x, double[] into) {
        for (int i = 0; i < centre.length; i++) {
            double z = (x - centre[i]) * inverse[i];
            into[i] += logNorm[i] - 0.5 * z * z;
        }
    }

    @Override
    public double draw(int kernel, CounterStream stream) {
        return draw(centre[kernel], 1 / inverse[kernel], stream);
    }

    /** Rejection of the polar method's draws: the centre is inside, so at least a third are taken. */
    static double draw(double centre, double width, CounterStream stream) {
        while (true) {
            double u = 2 * stream.nextDouble() - 1;
            double v = 2 * stream.nextDouble() - 1;
            double s = u * u + v * v;
            if (s > 0 && s < 1) {
                double x = centre + width * u * StrictMath.sqrt(-2 * StrictMath.log(s) / s);
                if (x >= 0 && x <= 1) {
                    return x;
                }
            }
        }
    }
}
