package io.quorate.outcome;

import io.quorate.schema.market.Sample;
import io.quorate.schema.model.LabelSpec;
import io.quorate.schema.model.Target;
import io.quorate.schema.state.OutcomeState;
import io.quorate.schema.state.PendingLabel;

/**
 * What a label is, for training and for crediting alike; {@link LabelSpec} says it in words.
 *
 * <p>A prediction is armed with its close and barriers, then shown every later sample of its symbol in order until the
 * label is known. Sigma is the exponentially weighted volatility of the symbol's log returns, v = .94 v + .06 r^2.
 */
public final class LabelRule {

    /** The label needs more samples. */
    public static final int UNKNOWN = -1;

    private static final double DECAY = 0.94;

    private LabelRule() {}

    /** Takes the close of the next sample into sigma and returns sigma; NaN before the second sample. */
    public static double sigma(OutcomeState state, double close) {
        double r = StrictMath.log(close / state.lastClose);
        state.lastClose = close;
        if (!Double.isNaN(r)) {
            state.variance = Double.isNaN(state.variance) ? r * r : DECAY * state.variance + (1 - DECAY) * r * r;
        }
        return StrictMath.sqrt(state.variance);
    }

    /** Sets what the label of a sample depends on; false if it can have none because sigma is undefined or zero. */
    public static boolean arm(PendingLabel pending, LabelSpec spec, double close, double sigma) {
        pending.close = close;
        pending.target = spec.target();
        pending.moveThreshold = spec.moveThreshold();
        if (spec.target() == Target.TRIPLE_BARRIER) {
            pending.upper = close * (1 + spec.upperSigmas() * sigma);
            pending.lower = close * (1 - spec.lowerSigmas() * sigma);
            return sigma > 0;
        }
        return true;
    }

    /** 1, 0, or {@link #UNKNOWN}, after the sample with that sequence. */
    public static int label(PendingLabel pending, Sample sample, long seq) {
        boolean expired = seq >= pending.expirySeq;
        return switch (pending.target) {
            case TRIPLE_BARRIER -> touch(pending, sample, expired);
            case DIRECTION -> expired ? bit(sample.close() > pending.close) : UNKNOWN;
            case VOLATILITY -> expired ? bit(move(pending.close, sample.close()) > pending.moveThreshold) : UNKNOWN;
        };
    }

    /** |ln(later / close)|. */
    public static double move(double close, double later) {
        return Math.abs(StrictMath.log(later / close));
    }

    private static int touch(PendingLabel pending, Sample sample, boolean expired) {
        if (sample.low() <= pending.lower) {
            return 0;
        }
        if (sample.high() >= pending.upper) {
            return 1;
        }
        return expired ? 0 : UNKNOWN;
    }

    private static int bit(boolean happened) {
        return happened ? 1 : 0;
    }
}
