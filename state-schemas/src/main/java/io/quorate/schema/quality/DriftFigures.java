package io.quorate.schema.quality;

import java.util.Arrays;
import java.util.Objects;

/**
 * One column of one window against its reference; NaN = undefined.
 *
 * @param psi population stability index
 * @param psiExpected what it is on average without any drift
 * @param psiP probability of such a PSI without drift
 * @param ksDistance greatest distance of the distribution functions at the edges of the bins
 * @param ksP probability of such a distance without drift; NaN when the distance is too small to matter
 * @param missing share of missing values
 * @param missingReference share in the reference
 * @param importance share of the variance of the ensemble's probability that the bin explains
 * @param importanceReference share in the reference
 * @param counts samples per bin
 */
public record DriftFigures(
        double psi,
        double psiExpected,
        double psiP,
        double ksDistance,
        double ksP,
        double missing,
        double missingReference,
        double importance,
        double importanceReference,
        long[] counts) {

    @Override
    public boolean equals(Object o) {
        return o instanceof DriftFigures d
                && Double.compare(psi, d.psi) == 0
                && Double.compare(psiExpected, d.psiExpected) == 0
                && Double.compare(psiP, d.psiP) == 0
                && Double.compare(ksDistance, d.ksDistance) == 0
                && Double.compare(ksP, d.ksP) == 0
                && Double.compare(missing, d.missing) == 0
                && Double.compare(missingReference, d.missingReference) == 0
                && Double.compare(importance, d.importance) == 0
                && Double.compare(importanceReference, d.importanceReference) == 0
                && Arrays.equals(counts, d.counts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(psi, ksDistance, Arrays.hashCode(counts));
    }
}
