package io.quorate.schema.control;

import io.quorate.schema.feature.VolatilityRegime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Weights of one ensemble version.
 *
 * @param ensembleVersion the version they belong to
 * @param sinceWindow window whose credits changed them last
 * @param weights one per member in declared order, summing to 1
 * @param regimes weights of the regimes that have credits, by ascending regime; null when weights do not follow regimes
 */
public record EnsembleWeights(
        long ensembleVersion,
        long sinceWindow,
        List<Double> weights,
        @Nullable List<RegimeWeights> regimes) {

    /** Weights that are the same in every regime. */
    public EnsembleWeights(long ensembleVersion, long sinceWindow, List<Double> weights) {
        this(ensembleVersion, sinceWindow, weights, null);
    }

    /** The row of a regime; null when it has no credits yet and the weights of the ensemble hold. */
    public @Nullable RegimeWeights in(VolatilityRegime regime) {
        if (regimes != null) {
            for (RegimeWeights row : regimes) {
                if (row.regime() == regime) {
                    return row;
                }
            }
        }
        return null;
    }
}
