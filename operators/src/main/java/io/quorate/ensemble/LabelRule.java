package io.quorate.ensemble;

/**
 * Labels a sample from the samples after it, as {@link LabelDefinition} says; training and crediting share it.
 *
 * <p>Pure. The later samples are given oldest first, starting at {@code from} in the arrays, at least a horizon of them.
 */
public final class LabelRule {
    /** No label: sigma is undefined. */
    public static final int UNDEFINED = -1;

    private LabelRule() {}

    /** 1, 0 or {@link #UNDEFINED}. */
    public static int label(
            LabelDefinition definition,
            double close,
            double sigma,
            double[] highs,
            double[] lows,
            double[] closes,
            int from) {
        int last = from + definition.horizonSamples() - 1;
        return switch (definition.target()) {
            case DIRECTION -> closes[last] > close ? 1 : 0;
            case VOLATILITY -> absoluteLogReturn(close, closes[last]) > definition.moveThreshold() ? 1 : 0;
            case TRIPLE_BARRIER -> firstTouch(definition, close, sigma, highs, lows, from, last);
        };
    }

    /** |ln(later / close)|. */
    public static double absoluteLogReturn(double close, double later) {
        return Math.abs(StrictMath.log(later / close));
    }

    private static int firstTouch(
            LabelDefinition definition, double close, double sigma, double[] highs, double[] lows, int from, int last) {
        if (!(sigma > 0)) {
            return UNDEFINED;
        }
        double upper = close * (1 + definition.upperSigmas() * sigma);
        double lower = close * (1 - definition.lowerSigmas() * sigma);
        for (int i = from; i <= last; i++) {
            if (lows[i] <= lower) {
                return 0;
            }
            if (highs[i] >= upper) {
                return 1;
            }
        }
        return 0;
    }
}
