package io.quorate.job.training;

import io.quorate.ensemble.BundleContents;
import io.quorate.learn.TrainingMetrics;
import org.jspecify.annotations.Nullable;

/**
 * A finished training.
 *
 * @param bundle the bundle, verified
 * @param metrics quality per split, member and ensemble
 * @param counts what became of the records
 * @param firstRejection reason and place of the first refused record; null when none was
 */
public record TrainedBundle(
        BundleContents bundle,
        TrainingMetrics metrics,
        HistoryCounts counts,
        @Nullable String firstRejection) {}
