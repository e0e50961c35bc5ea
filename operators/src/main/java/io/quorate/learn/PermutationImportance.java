package io.quorate.learn;

import io.quorate.ensemble.EnsembleModel;
import io.quorate.ensemble.EnsembleScorer;
import io.quorate.learn.TrainingMetrics.FeatureImportance;
import io.quorate.learn.TrainingMetrics.Importance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How much the ensemble loses when one feature's values are permuted among rows it did not learn from (Breiman 2001), beside
 * the gain of the forests. At most {@value #MOST_ROWS} rows, evenly spread. Equal seeds give equal numbers.
 */
final class PermutationImportance {
    private static final int MOST_ROWS = 2_000;
    private static final int PERMUTATIONS = 3;

    private PermutationImportance() {}

    static Importance of(ScoredRows scored, EnsembleModel model, Map<String, double[]> gain, long seed) {
        TrainingSet set = scored.set();
        int[] all = set.rows(scored.held());
        int n = Math.min(MOST_ROWS, all.length);
        int[] rows = IntStream.range(0, n)
                .map(i -> all[(int) ((long) i * all.length / n)])
                .toArray();
        int[] labels = set.labels(rows);
        BinaryScores before = BinaryScores.of(scored.probabilities(ScoredRows.ENSEMBLE, rows), labels);
        double[][] values = Arrays.stream(rows).mapToObj(set::features).toArray(double[][]::new);
        EnsembleScorer scorer = new EnsembleScorer();
        double[] prior = model.priorWeights();
        double[] members = new double[prior.length];
        Random random = new Random(seed);
        List<FeatureImportance> features = new ArrayList<>();
        for (int j = 0; j < set.columns(); j++) {
            double auc = 0;
            double loss = 0;
            double[] own = column(values, j);
            for (int k = 0; k < PERMUTATIONS; k++) {
                double[] permuted = permuted(own, random);
                double[] p = new double[n];
                for (int i = 0; i < n; i++) {
                    values[i][j] = permuted[i];
                    p[i] = scorer.probability(model, values[i], prior, members);
                    values[i][j] = own[i];
                }
                BinaryScores after = BinaryScores.of(p, labels);
                auc += drop(before.auc(), after.auc()) / PERMUTATIONS;
                loss += drop(after.logLoss(), before.logLoss()) / PERMUTATIONS;
            }
            features.add(new FeatureImportance(
                    set.featureNames().get(j), shares(gain, j), before.auc() == null ? null : auc, loss));
        }
        features.sort(Comparator.comparingDouble((FeatureImportance f) -> f.aucDrop() == null ? 0 : -f.aucDrop()));
        return new Importance(scored.held().name().toLowerCase(Locale.ROOT), n, PERMUTATIONS, List.copyOf(features));
    }

    private static Map<String, Double> shares(Map<String, double[]> gain, int feature) {
        Map<String, Double> shares = new TreeMap<>();
        gain.forEach((name, byFeature) -> {
            double total = 0;
            for (double g : byFeature) {
                total += g;
            }
            shares.put(name, total > 0 ? byFeature[feature] / total : 0);
        });
        return shares;
    }

    private static double drop(@Nullable Double from, @Nullable Double to) {
        return from == null || to == null ? 0 : from - to;
    }

    private static double[] column(double[][] values, int j) {
        return Arrays.stream(values).mapToDouble(row -> row[j]).toArray();
    }

    /** Fisher-Yates. */
    private static double[] permuted(double[] values, Random random) {
        double[] permuted = values.clone();
        for (int i = permuted.length - 1; i > 0; i--) {
            int k = random.nextInt(i + 1);
            double swapped = permuted[i];
            permuted[i] = permuted[k];
            permuted[k] = swapped;
        }
        return permuted;
    }
}
