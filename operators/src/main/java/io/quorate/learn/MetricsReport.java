package io.quorate.learn;

import io.quorate.ensemble.BundleManifest;
import io.quorate.ensemble.EnsembleModel;
import io.quorate.learn.TrainingMetrics.SplitMetrics;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Measures a trained ensemble on every split. */
final class MetricsReport {

    private MetricsReport() {}

    /**
     * The report.
     *
     * @param probabilities calibrated, by member, then row
     */
    static TrainingMetrics of(TrainingSet set, EnsembleModel model, double[][] probabilities) {
        double[] prior = model.priorWeights();
        double[] ensemble = new double[set.rows()];
        for (int i = 0; i < ensemble.length; i++) {
            for (int m = 0; m < prior.length; m++) {
                ensemble[i] += prior[m] * probabilities[m][i];
            }
        }
        Map<String, SplitMetrics> splits = new TreeMap<>();
        for (Split split : new Split[] {Split.TRAIN, Split.CALIBRATION, Split.TEST}) {
            int[] rows = set.rows(split);
            int[] labels = set.labels(rows);
            Map<String, BinaryScores> scores = new TreeMap<>();
            for (int m = 0; m < prior.length; m++) {
                scores.put(model.memberNames()[m], scores(probabilities[m], rows, labels));
            }
            scores.put("ensemble", scores(ensemble, rows, labels));
            Double baseRate =
                    rows.length == 0 ? null : (double) Arrays.stream(labels).sum() / rows.length;
            splits.put(split.name().toLowerCase(Locale.ROOT), new SplitMetrics(rows.length, baseRate, scores));
        }
        return new TrainingMetrics(BundleManifest.FORMAT, splits, set.rows(Split.PURGED).length);
    }

    private static BinaryScores scores(double[] probabilities, int[] rows, int[] labels) {
        return BinaryScores.of(
                Arrays.stream(rows).mapToDouble(row -> probabilities[row]).toArray(), labels);
    }
}
