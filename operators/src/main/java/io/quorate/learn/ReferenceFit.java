package io.quorate.learn;

import io.quorate.quality.Importance;
import io.quorate.quality.PopulationStability;
import io.quorate.schema.model.ReferenceColumn;
import io.quorate.schema.model.ReferenceMember;
import io.quorate.schema.model.ReferenceProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Describes the rows an ensemble was made from, for the watch over live data: features over TRAIN between their unique
 * type 7 deciles, outputs and Brier scores over CALIBRATION.
 *
 * <p>A constant feature has the edges c and the next greater number, so that any other value leaves its bin. The noise is
 * measured on blocks of consecutive rows in (event time, symbol) order, which is what a window of live data is.
 */
public final class ReferenceFit {

    private static final int DECILES = 10;
    private static final int SHORTEST_BLOCK = 64;
    private static final int SHORTEST_LABEL_BLOCK = 32;
    private static final int LEAST_BLOCKS = 16;
    private static final byte MISSING = -1;

    private ReferenceFit() {}

    /**
     * The reference.
     *
     * @param names members in declared order
     * @param probabilities calibrated, by member, then row
     * @param prior prior weights
     */
    public static ReferenceProfile fit(TrainingSet set, List<String> names, double[][] probabilities, double[] prior) {
        int[] train = set.rows(Split.TRAIN);
        int[] calibration = set.rows(Split.CALIBRATION);
        double[] ensemble = ensemble(probabilities, prior);
        List<ReferenceColumn> features = new ArrayList<>();
        for (int j = 0; j < set.columns(); j++) {
            int column = j;
            IntToDoubleFunction value = row -> set.value(row, column);
            features.add(column(set.featureNames().get(j), edges(value, train), value, train, calibration, ensemble));
        }
        List<ReferenceMember> members = new ArrayList<>();
        for (int m = 0; m < names.size(); m++) {
            members.add(member(set, names.get(m), probabilities[m], calibration, ensemble));
        }
        members.add(member(set, ReferenceProfile.ENSEMBLE, ensemble, calibration, ensemble));
        return new ReferenceProfile(ReferenceProfile.FORMAT, features, members);
    }

    private static double[] ensemble(double[][] probabilities, double[] prior) {
        double[] ensemble = new double[probabilities[0].length];
        for (int i = 0; i < ensemble.length; i++) {
            for (int m = 0; m < prior.length; m++) {
                ensemble[i] += prior[m] * probabilities[m][i];
            }
        }
        return ensemble;
    }

    /** Unique type 7 deciles of the defined values. */
    private static double[] edges(IntToDoubleFunction value, int[] rows) {
        double[] sorted = Arrays.stream(rows)
                .mapToDouble(value)
                .filter(x -> !Double.isNaN(x))
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return sorted;
        }
        if (sorted[0] == sorted[sorted.length - 1]) {
            return new double[] {sorted[0], Math.nextUp(sorted[0])};
        }
        double[] deciles = new double[DECILES - 1];
        for (int d = 1; d < DECILES; d++) {
            double at = (sorted.length - 1) * (d / (double) DECILES);
            int low = (int) at;
            int high = Math.min(low + 1, sorted.length - 1);
            deciles[d - 1] = sorted[low] + (at - low) * (sorted[high] - sorted[low]);
        }
        return Arrays.stream(deciles).distinct().toArray();
    }

    private static ReferenceColumn column(
            String name, double[] edges, IntToDoubleFunction value, int[] rows, int[] calibration, double[] ensemble) {
        byte[] bins = bins(edges, value, rows);
        long[] counts = count(bins, 0, bins.length, edges.length + 1);
        long missing = bins.length - Arrays.stream(counts).sum();
        Noise noise = noise(bins, counts);
        return new ReferenceColumn(
                name,
                edges,
                counts,
                missing,
                importance(bins(edges, value, calibration), edges.length + 1, calibration, ensemble),
                noise.rows,
                noise.psiMean,
                noise.psiVariance,
                noise.ksMean,
                noise.ksVariance);
    }

    private static byte[] bins(double[] edges, IntToDoubleFunction value, int[] rows) {
        byte[] bins = new byte[rows.length];
        for (int i = 0; i < rows.length; i++) {
            double x = value.applyAsDouble(rows[i]);
            bins[i] = Double.isNaN(x) ? MISSING : (byte) PopulationStability.bin(edges, x);
        }
        return bins;
    }

    private static long[] count(byte[] bins, int from, int to, int size) {
        long[] counts = new long[size];
        for (int i = from; i < to; i++) {
            if (bins[i] != MISSING) {
                counts[bins[i]]++;
            }
        }
        return counts;
    }

    private static double importance(byte[] bins, int size, int[] rows, double[] ensemble) {
        long[] counts = new long[size + 1];
        long[] sums = new long[size + 1];
        long squares = 0;
        for (int i = 0; i < bins.length; i++) {
            double p = ensemble[rows[i]];
            if (!Double.isNaN(p)) {
                int bin = bins[i] == MISSING ? size : bins[i];
                counts[bin]++;
                sums[bin] += Math.round(p * Importance.ONE);
                squares += Math.round(p * p * Importance.ONE);
            }
        }
        return Importance.of(counts, sums, squares);
    }

    /** Mean and variance over the blocks, by their length. */
    private record Noise(int[] rows, double[] psiMean, double[] psiVariance, double[] ksMean, double[] ksVariance) {}

    /** PSI and distance of blocks against all rows, which they are part of, over their scale for independent rows. */
    private static Noise noise(byte[] bins, long[] counts) {
        double m = Arrays.stream(counts).sum();
        List<Integer> lengths = new ArrayList<>();
        List<double[]> psi = new ArrayList<>();
        List<double[]> ks = new ArrayList<>();
        for (int length = SHORTEST_BLOCK; bins.length / length >= LEAST_BLOCKS; length *= 2) {
            List<Double> scaledPsi = new ArrayList<>();
            List<Double> scaledKs = new ArrayList<>();
            for (int from = 0; from + length <= bins.length; from += length) {
                long[] block = count(bins, from, from + length, counts.length);
                double n = Arrays.stream(block).sum();
                if (n >= length / 2.0 && n < m) {
                    double distance = PopulationStability.distance(block, counts);
                    scaledPsi.add(PopulationStability.psi(block, counts) / (1 / n - 1 / m));
                    scaledKs.add(distance * distance / (1 / n - 1 / m));
                }
            }
            if (scaledPsi.size() >= LEAST_BLOCKS) {
                lengths.add(length);
                psi.add(moments(scaledPsi));
                ks.add(moments(scaledKs));
            }
        }
        return new Noise(
                lengths.stream().mapToInt(Integer::intValue).toArray(),
                psi.stream().mapToDouble(x -> x[0]).toArray(),
                psi.stream().mapToDouble(x -> x[1]).toArray(),
                ks.stream().mapToDouble(x -> x[0]).toArray(),
                ks.stream().mapToDouble(x -> x[1]).toArray());
    }

    private static ReferenceMember member(
            TrainingSet set, String name, double[] probability, int[] rows, double[] ensemble) {
        double[] tenths = new double[DECILES - 1];
        Arrays.setAll(tenths, i -> (i + 1) / (double) DECILES);
        ReferenceColumn output = column(name, tenths, row -> probability[row], rows, rows, ensemble);
        int[] answered = Arrays.stream(rows)
                .filter(row -> !Double.isNaN(probability[row]))
                .toArray();
        List<Double> errors = new ArrayList<>();
        double labels = 0;
        for (int row : answered) {
            double off = probability[row] - set.label(row);
            errors.add(off * off);
            labels += set.label(row);
        }
        double[] brier = errors.isEmpty() ? new double[2] : moments(errors);
        List<Integer> lengths = new ArrayList<>();
        List<Double> noise = new ArrayList<>();
        for (int length = SHORTEST_LABEL_BLOCK; errors.size() / length >= LEAST_BLOCKS; length *= 2) {
            List<Double> means = new ArrayList<>();
            for (int from = 0; from + length <= errors.size(); from += length) {
                means.add(moments(errors.subList(from, from + length))[0]);
            }
            lengths.add(length);
            noise.add(brier[1] > 0 ? moments(means)[1] * length / brier[1] : 1);
        }
        return new ReferenceMember(
                name,
                output,
                Math.min(1, brier[0]),
                brier[1],
                answered.length == 0 ? 0 : labels / answered.length,
                lengths.stream().mapToInt(Integer::intValue).toArray(),
                noise.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Mean and population variance. */
    private static double[] moments(List<Double> values) {
        double sum = 0;
        for (double x : values) {
            sum += x;
        }
        double mean = sum / values.size();
        double squares = 0;
        for (double x : values) {
            squares += (x - mean) * (x - mean);
        }
        return new double[] {mean, squares / values.size()};
    }
}
