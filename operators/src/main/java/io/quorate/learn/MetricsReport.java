package io.quorate.learn;

import io.quorate.ensemble.BundleManifest;
import io.quorate.learn.TrainingMetrics.Calibrated;
import io.quorate.learn.TrainingMetrics.Importance;
import io.quorate.learn.TrainingMetrics.SplitMetrics;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Measures a trained ensemble on every split. */
final class MetricsReport {

    private MetricsReport() {}

    static TrainingMetrics of(ScoredRows scored, List<CalibrationFit> calibrations, Importance importance) {
        TrainingSet set = scored.set();
        Map<String, SplitMetrics> splits = new TreeMap<>();
        for (Split split : new Split[] {Split.TRAIN, Split.CALIBRATION, Split.TEST}) {
            int[] rows = set.rows(split);
            int[] labels = set.labels(rows);
            Map<String, BinaryScores> scores = new TreeMap<>();
            for (String name : scored.names()) {
                scores.put(name, BinaryScores.of(scored.probabilities(name, rows), labels));
            }
            Double baseRate =
                    rows.length == 0 ? null : (double) Arrays.stream(labels).sum() / rows.length;
            splits.put(split.name().toLowerCase(Locale.ROOT), new SplitMetrics(rows.length, baseRate, scores));
        }
        Map<String, Calibrated> calibrated = new TreeMap<>();
        for (int m = 0; m < calibrations.size(); m++) {
            CalibrationFit fit = calibrations.get(m);
            calibrated.put(
                    scored.names().get(m), new Calibrated(fit.calibration().kind(), fit.rows(), fit.compared()));
        }
        return new TrainingMetrics(
                BundleManifest.FORMAT, splits, set.rows(Split.PURGED).length, calibrated, importance);
    }
}
