package io.quorate.schema.control;

import java.util.List;

/**
 * Weights of one ensemble version.
 *
 * @param ensembleVersion the version they belong to
 * @param sinceWindow window whose credits changed them last
 * @param weights one per member in declared order, summing to 1
 */
public record EnsembleWeights(long ensembleVersion, long sinceWindow, List<Double> weights) {}
