package io.quorate.schema.decision;

import io.quorate.schema.feature.VolatilityRegime;
import io.quorate.schema.model.PredictionStatus;
import io.quorate.schema.model.Target;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The part of a prediction that the ledger keeps.
 *
 * @param status whether it could be used
 * @param target what it predicts
 * @param horizonSamples samples until its label is known
 * @param spread standard deviation of the member probabilities
 * @param memberNames members in declared order
 * @param memberProbabilities what each said; NaN = no answer
 * @param memberWeights weights in force
 * @param regime volatility state
 * @param atrFraction average true range over the close
 * @param layoutId layout of the features
 * @param features the features; null when they are kept by reference (symbol, sequence, layout)
 */
public record LedgerEvidence(
        PredictionStatus status,
        Target target,
        int horizonSamples,
        double spread,
        String[] memberNames,
        double[] memberProbabilities,
        double[] memberWeights,
        VolatilityRegime regime,
        double atrFraction,
        String layoutId,
        double @Nullable [] features) {

    @Override
    public boolean equals(Object o) {
        return o instanceof LedgerEvidence e
                && status == e.status
                && target == e.target
                && horizonSamples == e.horizonSamples
                && Double.compare(spread, e.spread) == 0
                && Arrays.equals(memberNames, e.memberNames)
                && Arrays.equals(memberProbabilities, e.memberProbabilities)
                && Arrays.equals(memberWeights, e.memberWeights)
                && regime == e.regime
                && Double.compare(atrFraction, e.atrFraction) == 0
                && layoutId.equals(e.layoutId)
                && Arrays.equals(features, e.features);
    }

    @Override
    public int hashCode() {
        return Objects.hash(status, target, layoutId, Arrays.hashCode(memberProbabilities));
    }
}
