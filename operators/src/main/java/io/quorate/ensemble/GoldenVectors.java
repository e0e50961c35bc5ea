package io.quorate.ensemble;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Inputs with the probabilities the ensemble must give for them, bit for bit; null stands for NaN.
 *
 * @param v version of this format
 * @param rows at least {@value #MIN_ROWS}, one of them with a missing feature
 */
public record GoldenVectors(int v, List<Row> rows) {
    /** Fewest rows a bundle may carry. */
    public static final int MIN_ROWS = 16;

    public GoldenVectors {
        rows = List.copyOf(rows);
        if (v != BundleManifest.FORMAT) {
            throw new IllegalArgumentException("expected format version " + BundleManifest.FORMAT + ", was " + v);
        }
        if (rows.size() < MIN_ROWS) {
            throw new IllegalArgumentException("expected at least " + MIN_ROWS + " golden rows, was " + rows.size());
        }
        if (rows.stream().noneMatch(r -> r.features().contains(null))) {
            throw new IllegalArgumentException("expected a golden row with a missing feature, was none");
        }
    }

    /** What the model says of the inputs, with its prior weights. */
    public static GoldenVectors of(EnsembleModel model, double[][] inputs) {
        EnsembleScorer scorer = new EnsembleScorer();
        double[] weights = model.priorWeights();
        double[] members = new double[model.members()];
        List<Row> rows = new ArrayList<>(inputs.length);
        for (double[] input : inputs) {
            double p = scorer.probability(model, input, weights, members);
            rows.add(new Row(boxed(input), boxed(members), p));
        }
        return new GoldenVectors(BundleManifest.FORMAT, rows);
    }

    /**
     * Compares every member and the ensemble with what the model says now.
     *
     * @throws BundleRefusedException GOLDEN_MISMATCH at the first difference, LAYOUT_MISMATCH for a wrong size
     */
    void verify(EnsembleModel model) {
        EnsembleScorer scorer = new EnsembleScorer();
        double[] weights = model.priorWeights();
        double[] members = new double[model.members()];
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (row.features().size() != model.features() || row.members().size() != members.length) {
                throw new BundleRefusedException(
                        BundleRefusal.LAYOUT_MISMATCH,
                        "expected golden row " + i + " with " + model.features() + " features and " + members.length
                                + " members, was " + row.features().size() + " and "
                                + row.members().size());
            }
            double p = scorer.probability(model, unboxed(row.features()), weights, members);
            for (int m = 0; m < members.length; m++) {
                requireEqual(i, model.memberNames()[m], row.members().get(m), members[m]);
            }
            requireEqual(i, "ensemble", row.ensemble(), p);
        }
    }

    /** Scores every row the given number of times, so that the code is compiled before the first event. */
    void warmUp(EnsembleModel model, int times) {
        EnsembleScorer scorer = new EnsembleScorer();
        double[] weights = model.priorWeights();
        double[] members = new double[model.members()];
        double[][] inputs = rows.stream().map(r -> unboxed(r.features())).toArray(double[][]::new);
        for (int i = 0; i < times; i++) {
            for (double[] input : inputs) {
                scorer.probability(model, input, weights, members);
            }
        }
    }

    private static void requireEqual(int row, String what, @Nullable Double expected, double was) {
        double wanted = expected == null ? Double.NaN : expected;
        if (Double.doubleToLongBits(wanted) != Double.doubleToLongBits(was)) {
            throw new BundleRefusedException(
                    BundleRefusal.GOLDEN_MISMATCH,
                    "expected " + wanted + " from " + what + " for golden row " + row + ", was " + was);
        }
    }

    private static List<@Nullable Double> boxed(double[] values) {
        List<@Nullable Double> list = new ArrayList<>(values.length);
        for (double value : values) {
            list.add(box(value));
        }
        return list;
    }

    private static @Nullable Double box(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private static double[] unboxed(List<@Nullable Double> values) {
        double[] numbers = new double[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            Double value = values.get(i);
            numbers[i] = value == null ? Double.NaN : value;
        }
        return numbers;
    }

    /**
     * One input and its expected outputs.
     *
     * @param features in layout order; null = missing
     * @param members calibrated probabilities in declared order; null = no answer
     * @param ensemble probability under the prior weights
     */
    public record Row(List<@Nullable Double> features, List<@Nullable Double> members, double ensemble) {}
}
