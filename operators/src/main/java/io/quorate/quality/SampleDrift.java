package io.quorate.quality;

import io.quorate.performance.Figure;
import io.quorate.performance.Quantiles;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** How far one sample has drifted from another: population stability index and Kolmogorov-Smirnov test. */
public final class SampleDrift {
    private static final int BINS = 10;
    private static final int EXACT_UP_TO = 140;
    private static final double ONE_SIDED_FROM = 2.2;
    private static final double MATRIX_UP_TO = 1.4;

    private SampleDrift() {}

    /**
     * The figures: {@code psi} over the reference's unique deciles, {@code psi_fixed} over ten bins of equal width
     * between its extremes, {@code ks_d}, {@code ks_p} as SciPy's ks_2samp with method asymp gives it, and
     * {@code ks_p_exact} for the same number of observations, round(n m / (n + m)).
     */
    public static Map<String, Figure> of(double[] reference, double[] current) {
        Map<String, Figure> figures = new LinkedHashMap<>();
        if (reference.length == 0 || current.length == 0) {
            for (String name : new String[] {"psi", "psi_fixed", "ks_d", "ks_p", "ks_p_exact"}) {
                figures.put(name, Figure.none("an empty sample"));
            }
            return figures;
        }
        double[] sorted = sorted(reference);
        double[] other = sorted(current);
        figures.put("psi", Figure.of(psi(deciles(sorted), other, sorted)));
        figures.put(
                "psi_fixed",
                sorted[0] == sorted[sorted.length - 1]
                        ? Figure.none("no spread")
                        : Figure.of(psi(widths(sorted), other, sorted)));
        double distance = distance(sorted, other);
        double n = sorted.length;
        double m = other.length;
        long observations = (long) StrictMath.rint(n * m / (n + m));
        figures.put("ks_d", Figure.of(distance));
        figures.put("ks_p", Figure.of(usual(observations, distance)));
        figures.put("ks_p_exact", Figure.of(KolmogorovTail.of(observations, distance)));
        return figures;
    }

    /** Which approximation is used where, by Simard and L'Ecuyer (2011) with the limits of SciPy. */
    private static double usual(long n, double d) {
        double scaled = n * d * d;
        if (n <= EXACT_UP_TO || d >= 0.5 || n * d <= 1 || n * d * StrictMath.sqrt(d) <= MATRIX_UP_TO) {
            return KolmogorovTail.of(n, d);
        }
        return scaled >= ONE_SIDED_FROM ? Math.min(1, 2 * KolmogorovTail.oneSided(n, d)) : PelzGood.tail(n, d);
    }

    private static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        for (double x : sorted) {
            if (!Double.isFinite(x)) {
                throw new IllegalArgumentException("expected finite values, was " + x);
            }
        }
        Arrays.sort(sorted);
        return sorted;
    }

    private static double[] deciles(double[] sorted) {
        double[] edges = new double[BINS - 1];
        Arrays.setAll(edges, i -> Quantiles.type7(sorted, (i + 1) / (double) BINS));
        return Arrays.stream(edges).distinct().toArray();
    }

    private static double[] widths(double[] sorted) {
        double low = sorted[0];
        double width = (sorted[sorted.length - 1] - low) / BINS;
        double[] edges = new double[BINS - 1];
        Arrays.setAll(edges, i -> low + (i + 1) * width);
        return edges;
    }

    private static double psi(double[] edges, double[] current, double[] reference) {
        return PopulationStability.psi(counts(edges, current), counts(edges, reference));
    }

    private static long[] counts(double[] edges, double[] values) {
        long[] counts = new long[edges.length + 1];
        for (double x : values) {
            counts[PopulationStability.bin(edges, x)]++;
        }
        return counts;
    }

    /** sup |F - G| of ascending samples. */
    private static double distance(double[] one, double[] other) {
        double greatest = 0;
        int i = 0;
        int j = 0;
        while (i < one.length && j < other.length) {
            double at = Math.min(one[i], other[j]);
            while (i < one.length && one[i] <= at) {
                i++;
            }
            while (j < other.length && other[j] <= at) {
                j++;
            }
            greatest = Math.max(greatest, Math.abs((double) i / one.length - (double) j / other.length));
        }
        return greatest;
    }
}
