package io.quorate.feature;

import io.quorate.schema.feature.TrendRegime;
import io.quorate.schema.feature.VolatilityRegime;
import io.quorate.schema.state.FeatureState;
import io.quorate.schema.state.FeatureWindowState;
import java.util.Arrays;

/** Makes a state forget its samples but not how many there were. */
final class FeatureReset {

    private FeatureReset() {}

    /** The state is as before its first sample, and its sequence goes on. */
    static void reset(FeatureState state) {
        state.seqOffset += state.samples;
        state.samples = 0;
        state.ewmaVariance = 0;
        state.onBalanceVolume = 0;
        state.onBalanceRest = 0;
        state.atrFraction = Double.NaN;
        Arrays.fill(state.averageGain, 0);
        Arrays.fill(state.averageLoss, 0);
        for (FeatureWindowState window : state.windows) {
            window.averageTrueRange = 0;
            window.averagePlus = 0;
            window.averageMinus = 0;
            window.averageIndex = 0;
        }
        state.volatility.count = 0;
        state.volatility.next = 0;
        state.volatility.percentile = Double.NaN;
        state.volatility.regime = VolatilityRegime.UNKNOWN;
        state.volatility.regimeSamples = 0;
        state.trend = TrendRegime.UNKNOWN;
        state.trendSamples = 0;
        state.trendScore = Double.NaN;
    }
}
