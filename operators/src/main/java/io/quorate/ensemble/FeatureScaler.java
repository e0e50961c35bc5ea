package io.quorate.ensemble;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Standardisation fitted on the training rows: z = (x - mean) / scale.
 *
 * @param kind which centre and scale these are
 * @param mean centre of the defined values of each feature
 * @param scale their spread, &gt; 0; 1 for a constant feature
 */
public record FeatureScaler(ScalerKind kind, double[] mean, double[] scale) {

    public FeatureScaler {
        Objects.requireNonNull(kind, "kind");
        if (mean.length != scale.length) {
            throw new IllegalArgumentException("expected " + mean.length + " scales, was " + scale.length);
        }
        for (int i = 0; i < mean.length; i++) {
            if (!Double.isFinite(mean[i]) || !Double.isFinite(scale[i]) || !(scale[i] > 0)) {
                throw new IllegalArgumentException("expected a finite mean and a positive scale of feature " + i
                        + ", was " + mean[i] + " and " + scale[i]);
            }
        }
        mean = mean.clone();
        scale = scale.clone();
    }

    /** A standard scaler. */
    public FeatureScaler(double[] mean, double[] scale) {
        this(ScalerKind.STANDARD, mean, scale);
    }

    /** As bundles carry it: those written before there were kinds name none, and are standard. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static FeatureScaler read(Fields fields) {
        if (fields.mean == null || fields.scale == null) {
            throw new IllegalArgumentException("expected mean and scale of a scaler, was one missing");
        }
        return new FeatureScaler(fields.kind, fields.mean, fields.scale);
    }

    @Override
    public double[] mean() {
        return mean.clone();
    }

    @Override
    public double[] scale() {
        return scale.clone();
    }

    public int size() {
        return mean.length;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof FeatureScaler s
                && kind == s.kind
                && Arrays.equals(mean, s.mean)
                && Arrays.equals(scale, s.scale);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(mean) + Arrays.hashCode(scale);
    }

    /** The JSON object, kind optional. */
    static final class Fields {
        public ScalerKind kind = ScalerKind.STANDARD;
        public double @Nullable [] mean;
        public double @Nullable [] scale;
    }
}
