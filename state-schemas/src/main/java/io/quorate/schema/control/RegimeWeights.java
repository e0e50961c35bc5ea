package io.quorate.schema.control;

import io.quorate.schema.feature.VolatilityRegime;
import java.util.List;

/**
 * Weights of one ensemble version in one volatility regime.
 *
 * @param regime regime of the samples they are for, never UNKNOWN
 * @param sinceWindow window whose credits changed them last; -1 for the ones it began with
 * @param weights one per member in declared order, summing to 1
 */
public record RegimeWeights(VolatilityRegime regime, long sinceWindow, List<Double> weights) {}
