package io.quorate.job.training;

import io.quorate.ensemble.BundleContents;
import io.quorate.learn.Training;
import io.quorate.learn.TrainingMetrics;
import org.jspecify.annotations.Nullable;

/**
 * A finished training, from a history or from a table.
 *
 * @param training bundle, metrics and scored rows
 * @param counts what became of the records of a history; null for a table
 * @param firstRejection reason and place of the first refused record; null when none was
 * @param table what became of the rows of a table; null for a history
 */
public record TrainedBundle(
        Training training,
        @Nullable HistoryCounts counts,
        @Nullable String firstRejection,
        @Nullable TableCounts table) {

    /** The bundle, verified. */
    public BundleContents bundle() {
        return training.bundle();
    }

    /** Quality per split, member and ensemble. */
    public TrainingMetrics metrics() {
        return training.metrics();
    }
}
