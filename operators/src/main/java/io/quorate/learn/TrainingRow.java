package io.quorate.learn;

import java.util.Arrays;
import java.util.Objects;

/**
 * One labelled row.
 *
 * @param symbol instrument
 * @param tsMs event time of the sample
 * @param labelKnownMs event time at which its label is known, &gt;= tsMs
 * @param features in layout order; NaN = missing, infinite counts as missing
 * @param label 1 if it happened, else 0
 * @param split what it is used for
 */
public record TrainingRow(String symbol, long tsMs, long labelKnownMs, double[] features, int label, Split split) {

    public TrainingRow {
        Objects.requireNonNull(symbol, "symbol");
        Objects.requireNonNull(features, "features");
        Objects.requireNonNull(split, "split");
        if (label != 0 && label != 1) {
            throw new IllegalArgumentException("expected label 0 or 1, was " + label);
        }
        if (labelKnownMs < tsMs) {
            throw new IllegalArgumentException("expected a label known at " + tsMs + " or later, was " + labelKnownMs);
        }
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof TrainingRow r
                && symbol.equals(r.symbol)
                && tsMs == r.tsMs
                && labelKnownMs == r.labelKnownMs
                && Arrays.equals(features, r.features)
                && label == r.label
                && split == r.split;
    }

    @Override
    public int hashCode() {
        return Objects.hash(symbol, tsMs, labelKnownMs, label, split, Arrays.hashCode(features));
    }
}
