package io.quorate.schema.feature;

import io.quorate.schema.market.Sample;
import java.util.Arrays;
import java.util.Objects;

/**
 * The features of one sample, complete (every feature of the layout is defined or NaN by its own definition).
 *
 * @param sample the sample they describe
 * @param seq index of the sample in its symbol, from 0
 * @param layoutId hash of names, order, windows and conventions
 * @param values one number per feature, in layout order; NaN = undefined
 * @param regime volatility state
 * @param atrFraction average true range over 20 samples divided by the close; NaN when undefined
 */
public record FeatureVector(
        Sample sample, long seq, String layoutId, double[] values, VolatilityRegime regime, double atrFraction) {

    public FeatureVector {
        Objects.requireNonNull(sample, "sample");
        Objects.requireNonNull(layoutId, "layoutId");
        Objects.requireNonNull(values, "values");
        Objects.requireNonNull(regime, "regime");
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof FeatureVector f
                && sample.equals(f.sample)
                && seq == f.seq
                && layoutId.equals(f.layoutId)
                && Arrays.equals(values, f.values)
                && regime == f.regime
                && Double.compare(atrFraction, f.atrFraction) == 0;
    }

    @Override
    public int hashCode() {
        return Objects.hash(sample, seq, layoutId, Arrays.hashCode(values), regime, atrFraction);
    }
}
