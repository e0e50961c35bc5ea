package io.quorate.learn;

import io.quorate.ensemble.BundleContents;

/**
 * A finished training.
 *
 * @param options how it was trained
 * @param bundle the bundle, verified
 * @param metrics quality per split, member and ensemble; also in the bundle
 * @param scored every row with its probabilities
 */
public record Training(TrainOptions options, BundleContents bundle, TrainingMetrics metrics, ScoredRows scored) {}
