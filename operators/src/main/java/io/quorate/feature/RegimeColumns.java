package io.quorate.feature;

import io.quorate.schema.feature.TrendRegime;
import io.quorate.schema.feature.VolatilityRegime;
import io.quorate.schema.state.FeatureState;

/** Writes the regimes of a state as numbers. */
final class RegimeColumns {

    private RegimeColumns() {}

    /** Fills in what is known; the rest of the group stays as it is. */
    static void write(FeatureState state, double[] out, int base) {
        if (state.volatility.regime != VolatilityRegime.UNKNOWN) {
            put(out, base, RegimeFeature.VOL, label(state.volatility.regime));
            put(out, base, RegimeFeature.VOL_P, state.volatility.percentile / 100);
            put(out, base, RegimeFeature.VOL_DWELL, (double) state.volatility.regimeSamples);
        }
        if (state.trend != TrendRegime.UNKNOWN) {
            put(out, base, RegimeFeature.TREND, label(state.trend));
            put(out, base, RegimeFeature.TREND_P, state.trendScore);
            put(out, base, RegimeFeature.TREND_DWELL, (double) state.trendSamples);
        }
    }

    private static double label(VolatilityRegime regime) {
        return switch (regime) {
            case LOW -> -1;
            case HIGH -> 1;
            default -> 0;
        };
    }

    private static double label(TrendRegime regime) {
        return switch (regime) {
            case DOWN -> -1;
            case UP -> 1;
            default -> 0;
        };
    }

    private static void put(double[] out, int base, RegimeFeature feature, double value) {
        out[base + feature.place()] = value;
    }
}
