package io.quorate.simulate;

import java.util.Locale;

/** Simple returns as log returns, for the models that are fitted to them. */
final class LogReturns {

    private LogReturns() {}

    /**
     * ln(1 + r).
     *
     * @param least fewest returns to fit from
     * @param method what is fitted, for the error
     * @throws IllegalArgumentException for fewer returns, one that is not finite, or -1 or less
     */
    static double[] of(double[] returns, int least, SimulationMethod method) {
        String name = method.name().toLowerCase(Locale.ROOT).replace('_', '-');
        if (returns.length < least) {
            throw new IllegalArgumentException(
                    "expected at least " + least + " returns to fit " + name + ", was " + returns.length);
        }
        double[] logs = new double[returns.length];
        for (int i = 0; i < logs.length; i++) {
            if (!Double.isFinite(returns[i]) || returns[i] <= -1) {
                throw new IllegalArgumentException("expected finite returns above -1 to fit " + name + ", was "
                        + returns[i] + " at " + i + "; bootstrap, block and permutation take it as ruin");
            }
            logs[i] = StrictMath.log1p(returns[i]);
        }
        return logs;
    }

    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Sum of squared distances from a value. */
    static double squares(double[] values, double from) {
        double sum = 0;
        for (double value : values) {
            sum += (value - from) * (value - from);
        }
        return sum;
    }
}
