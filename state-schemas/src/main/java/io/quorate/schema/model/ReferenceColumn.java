package io.quorate.schema.model;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * How one column was distributed in the rows an ensemble was made from.
 *
 * <p>Bin of x = number of edges &lt;= x. The noise arrays say what blocks of consecutive rows of the same data look like:
 * mean and variance over the blocks of PSI / (1/n - 1/m) and of the squared Kolmogorov-Smirnov distance / (1/n - 1/m).
 * For independent rows the first is chi-square with bins - 1 degrees of freedom; for rows that remember it is more.
 *
 * @param name feature, member or "ensemble"
 * @param edges ascending, at most 9
 * @param counts rows per bin, one more than edges
 * @param missing rows without a value
 * @param importance share of the variance of the ensemble's probability that the bin explains, in [0, 1]
 * @param noiseRows rows of a block, ascending; empty when there were too few rows
 * @param psiMean per length, of the scaled PSI
 * @param psiVariance per length
 * @param ksMean per length, of the scaled squared distance
 * @param ksVariance per length
 */
public record ReferenceColumn(
        String name,
        double[] edges,
        long[] counts,
        long missing,
        double importance,
        int[] noiseRows,
        double[] psiMean,
        double[] psiVariance,
        double[] ksMean,
        double[] ksVariance) {

    /** Bins of a column at most: between deciles. */
    public static final int MAX_BINS = 10;

    public ReferenceColumn {
        Objects.requireNonNull(name, "name");
        if (edges.length >= MAX_BINS || counts.length != edges.length + 1) {
            throw new IllegalArgumentException("expected at most 9 edges and one more count in " + name + ", was "
                    + edges.length + " and " + counts.length);
        }
        for (int i = 0; i < edges.length; i++) {
            if (!Double.isFinite(edges[i]) || (i > 0 && edges[i] <= edges[i - 1])) {
                throw new IllegalArgumentException(
                        "expected finite ascending edges in " + name + ", was " + Arrays.toString(edges));
            }
        }
        if (missing < 0 || Arrays.stream(counts).anyMatch(n -> n < 0)) {
            throw new IllegalArgumentException("expected counts >= 0 in " + name + ", was " + Arrays.toString(counts));
        }
        for (double[] noise : List.of(psiMean, psiVariance, ksMean, ksVariance)) {
            if (noise.length != noiseRows.length) {
                throw new IllegalArgumentException("expected the noise of " + noiseRows.length + " lengths in " + name
                        + ", was of " + noise.length);
            }
        }
    }

    /** Rows with a value. */
    public long rows() {
        return Arrays.stream(counts).sum();
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof ReferenceColumn r
                && name.equals(r.name)
                && Arrays.equals(edges, r.edges)
                && Arrays.equals(counts, r.counts)
                && missing == r.missing
                && Double.compare(importance, r.importance) == 0
                && Arrays.equals(noiseRows, r.noiseRows)
                && Arrays.equals(psiMean, r.psiMean)
                && Arrays.equals(psiVariance, r.psiVariance)
                && Arrays.equals(ksMean, r.ksMean)
                && Arrays.equals(ksVariance, r.ksVariance);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, missing, Arrays.hashCode(counts));
    }
}
