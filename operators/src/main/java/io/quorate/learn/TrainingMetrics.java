package io.quorate.learn;

import io.quorate.ensemble.CalibrationKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Content of {@code metrics.json}: quality of every member and of the ensemble under its prior weights, per split.
 *
 * @param v version of this format
 * @param splits by lower-case split name
 * @param purgedRows rows used nowhere
 * @param calibration by member name
 * @param importance of the features
 */
public record TrainingMetrics(
        int v,
        Map<String, SplitMetrics> splits,
        int purgedRows,
        Map<String, Calibrated> calibration,
        Importance importance) {

    /**
     * One split.
     *
     * @param rows number of rows
     * @param baseRate share of positive labels; null without rows
     * @param scores by member name, and "ensemble"
     */
    public record SplitMetrics(int rows, @Nullable Double baseRate, Map<String, BinaryScores> scores) {}

    /**
     * How a member was calibrated.
     *
     * @param kind kind of calibration
     * @param rows rows it was fitted on
     * @param compared scores of both kinds on blocks they were not fitted on; null when there was no choice
     */
    public record Calibrated(
            CalibrationKind kind, int rows, @Nullable CalibrationComparison compared) {}

    /**
     * How much features matter.
     *
     * @param split split whose rows were permuted, lower case
     * @param rows number of those rows
     * @param permutations of each feature
     * @param features by falling drop of the AUC
     */
    public record Importance(String split, int rows, int permutations, List<FeatureImportance> features) {}

    /**
     * One feature.
     *
     * @param name its name
     * @param gain by forest, its share of the loss that all splits took away on the training rows
     * @param aucDrop how much the ensemble's AUC falls when the feature's values are permuted among the rows, mean;
     *     null when undefined
     * @param logLossRise how much its log loss rises
     */
    public record FeatureImportance(
            String name, Map<String, Double> gain, @Nullable Double aucDrop, double logLossRise) {}
}
