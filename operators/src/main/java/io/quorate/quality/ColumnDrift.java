package io.quorate.quality;

import io.quorate.schema.model.ReferenceColumn;
import io.quorate.schema.quality.DriftFigures;
import java.util.Arrays;

/**
 * Compares one column of one window with its reference.
 *
 * <p>Without drift PSI / (1/n + 1/m) is about chi-square with bins - 1 degrees of freedom, and the Kolmogorov-Smirnov
 * distance has its exact distribution, when rows are independent. A bin that is empty by chance makes the PSI too large
 * for that, so Pearson's statistic has to agree. Rows that remember are not: each probability is the
 * greater one of that and of what blocks of as many rows of the reference data showed ({@link NoiseLevel}).
 */
final class ColumnDrift {

    /** Kolmogorov-Smirnov distances below it do not matter. */
    static final double LEAST_DISTANCE = 0.1;

    private ColumnDrift() {}

    /**
     * The figures.
     *
     * @param slots counts per bin, the last one of missing values
     * @param importance of this window
     */
    static DriftFigures compare(ReferenceColumn reference, long[] slots, double importance) {
        long[] counts = Arrays.copyOf(slots, reference.counts().length);
        long missing = slots[slots.length - 1];
        double n = PopulationStability.sum(counts);
        double m = reference.rows();
        double scale = 1 / n + 1 / m;
        double psi = PopulationStability.psi(counts, reference.counts());
        double distance = PopulationStability.distance(counts, reference.counts());
        return new DriftFigures(
                psi,
                Math.max(1, counts.length - 1) * inflation(reference, n) * scale,
                psiP(reference, psi / scale, PopulationStability.pearson(counts, reference.counts()) / scale, n),
                distance,
                distance >= LEAST_DISTANCE ? ksP(reference, distance, n) : Double.NaN,
                n + missing == 0 ? Double.NaN : missing / (n + missing),
                m + reference.missing() == 0 ? Double.NaN : reference.missing() / (m + reference.missing()),
                importance,
                reference.importance(),
                counts);
    }

    /** Rows that count for one, in the window; at least 1. */
    static double inflation(ReferenceColumn reference, double n) {
        double degrees = Math.max(1, reference.counts().length - 1);
        return reference.noiseRows().length == 0
                ? 1
                : Math.max(1, psi(reference, n).mean() / degrees);
    }

    private static double psiP(ReferenceColumn reference, double scaled, double pearson, double n) {
        double degrees = Math.max(1, reference.counts().length - 1);
        double p = Math.max(GammaTail.chiSquare(degrees, scaled), GammaTail.chiSquare(degrees, pearson));
        return reference.noiseRows().length == 0 || Double.isNaN(p)
                ? p
                : Math.max(p, psi(reference, n).tail(scaled));
    }

    private static double ksP(ReferenceColumn reference, double distance, double n) {
        double m = reference.rows();
        double p = KolmogorovTail.of(Math.max(1, Math.round(n * m / (n + m))), distance);
        if (reference.noiseRows().length == 0) {
            return p;
        }
        NoiseLevel noise = NoiseLevel.at(reference.noiseRows(), reference.ksMean(), reference.ksVariance(), n, m);
        return Math.max(p, noise.tail(distance * distance / (1 / n + 1 / m)));
    }

    private static NoiseLevel psi(ReferenceColumn reference, double n) {
        return NoiseLevel.at(
                reference.noiseRows(), reference.psiMean(), reference.psiVariance(), n, (double) reference.rows());
    }
}
