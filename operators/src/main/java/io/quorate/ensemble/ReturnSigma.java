package io.quorate.ensemble;

/**
 * Exponentially weighted volatility of one symbol's log returns: v = .94 v + .06 r^2, started with r_1^2; sigma =
 * sqrt(v), per sample. NaN before the second close. Two numbers of state.
 */
public final class ReturnSigma {
    private static final double DECAY = 0.94;

    private double lastClose = Double.NaN;
    private double variance = Double.NaN;

    /** Takes the next close and returns sigma including it. */
    public double step(double close) {
        double r = StrictMath.log(close / lastClose);
        lastClose = close;
        if (!Double.isNaN(r)) {
            variance = Double.isNaN(variance) ? r * r : DECAY * variance + (1 - DECAY) * r * r;
        }
        return StrictMath.sqrt(variance);
    }
}
