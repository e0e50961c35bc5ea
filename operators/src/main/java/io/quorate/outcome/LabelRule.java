package io.quorate.outcome;

import io.quorate.schema.market.Sample;
import io.quorate.schema.model.LabelSpec;
import io.quorate.schema.state.PendingLabel;

/**
 * What a label is, for training and for crediting alike.
 *
 * <p>Direction: C[t+h] &gt; C[t]. Big move: |ln(C[t+h]/C[t])| &gt; threshold. Triple barrier: 1 if C[t](1 + a ATR) is
 * touched before C[t](1 - b ATR) within h samples, 0 if the lower one is first or both are touched in one sample (the
 * stop counts first); when time runs out, 1 if C[t+h] &gt; C[t]. ATR is the average true range over 20 samples as a
 * fraction of the close; without it (NaN) both barriers stand at the close's distance zero and the next sample decides.
 */
public final class LabelRule {

    /** The label needs more samples. */
    public static final int UNKNOWN = -1;

    private LabelRule() {}

    /** Sets barriers and threshold of a pending label whose close is set. */
    public static void arm(PendingLabel pending, LabelSpec spec, double atrFraction) {
        switch (spec.target()) {
            case DIRECTION -> pending.upper = 0;
            case TRIPLE_BARRIER -> {
                double range = Double.isNaN(atrFraction) ? 0 : atrFraction;
                pending.upper = pending.close * (1 + spec.upperAtr() * range);
                pending.lower = pending.close * (1 - spec.lowerAtr() * range);
            }
            case VOLATILITY -> pending.moveThreshold = spec.moveThreshold();
        }
    }

    /** 1, 0, or {@link #UNKNOWN}, after the sample with that sequence; call it for each later sample in order. */
    public static int label(PendingLabel pending, Sample sample, long seq) {
        if (pending.upper > 0) {
            if (sample.low() <= pending.lower) {
                return 0;
            }
            if (sample.high() >= pending.upper) {
                return 1;
            }
        }
        if (seq < pending.expirySeq) {
            return UNKNOWN;
        }
        if (pending.moveThreshold > 0) {
            double move = StrictMath.abs(StrictMath.log(sample.close() / pending.close));
            return move > pending.moveThreshold ? 1 : 0;
        }
        return sample.close() > pending.close ? 1 : 0;
    }
}
