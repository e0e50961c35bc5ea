package io.quorate.schema.model;

import java.util.Arrays;
import java.util.Objects;

/**
 * How well one member, or the ensemble, predicted the rows it was calibrated on.
 *
 * @param name member, or "ensemble"
 * @param output its calibrated probabilities, in ten equally wide bins
 * @param brier mean squared error
 * @param brierVariance variance of a single squared error
 * @param baseRate share of labels that were 1
 * @param noiseRows rows of a block, ascending; empty when there were too few rows
 * @param noise per length: variance of the mean of a block against that of independent rows
 */
public record ReferenceMember(
        String name,
        ReferenceColumn output,
        double brier,
        double brierVariance,
        double baseRate,
        int[] noiseRows,
        double[] noise) {

    public ReferenceMember {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(output, "output");
        if (!(brier >= 0 && brier <= 1) || !(brierVariance >= 0) || !(baseRate >= 0 && baseRate <= 1)) {
            throw new IllegalArgumentException("expected a Brier score and a base rate in [0, 1] of " + name + ", was "
                    + brier + " and " + baseRate);
        }
        if (noise.length != noiseRows.length) {
            throw new IllegalArgumentException(
                    "expected the noise of " + noiseRows.length + " lengths in " + name + ", was " + noise.length);
        }
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof ReferenceMember r
                && name.equals(r.name)
                && output.equals(r.output)
                && Double.compare(brier, r.brier) == 0
                && Double.compare(brierVariance, r.brierVariance) == 0
                && Double.compare(baseRate, r.baseRate) == 0
                && Arrays.equals(noiseRows, r.noiseRows)
                && Arrays.equals(noise, r.noise);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, output, brier);
    }
}
