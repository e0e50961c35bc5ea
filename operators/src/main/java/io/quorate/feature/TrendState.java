package io.quorate.feature;

import io.quorate.schema.feature.TrendRegime;
import io.quorate.schema.state.FeatureState;

/**
 * The trend regime, with hysteresis on ADX and efficiency ratio over 20 samples.
 *
 * <p>A trend begins when ADX &gt; 25 and the efficiency ratio &gt; 0.3, upwards when +DI &gt; -DI, downwards when -DI
 * &gt; +DI. It ends when ADX &lt; 20 or the other DI is the greater one; the other trend may begin with that sample. 25
 * and 20 are Wilder's (1978); a random walk has a mean efficiency ratio of about 0.23 over 20 steps. Looks back only.
 */
final class TrendState {

    private static final double BEGINS_ABOVE = 25;
    private static final double ENDS_BELOW = 20;
    private static final double LEAST_EFFICIENCY = 0.3;

    private TrendState() {}

    /** Takes the indicators of a sample in. */
    static void push(FeatureState state, double index, double plus, double minus, double efficiency) {
        TrendRegime next = next(state.trend, index, plus, minus, efficiency);
        state.trendSamples = next == state.trend ? state.trendSamples + 1 : 1;
        state.trend = next;
        state.trendScore = efficiency;
    }

    private static TrendRegime next(TrendRegime now, double index, double plus, double minus, double efficiency) {
        boolean kept = index >= ENDS_BELOW
                && ((now == TrendRegime.UP && plus >= minus) || (now == TrendRegime.DOWN && minus >= plus));
        if (kept) {
            return now;
        }
        if (index > BEGINS_ABOVE && efficiency > LEAST_EFFICIENCY && plus != minus) {
            return plus > minus ? TrendRegime.UP : TrendRegime.DOWN;
        }
        return TrendRegime.RANGE;
    }
}
