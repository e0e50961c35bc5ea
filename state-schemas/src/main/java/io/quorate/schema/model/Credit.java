package io.quorate.schema.model;

import io.quorate.schema.feature.VolatilityRegime;
import java.util.Arrays;
import java.util.Objects;

/**
 * A known label joined to the prediction that was made for it.
 *
 * @param symbol instrument
 * @param seq sequence of the predicted sample
 * @param predictedTsMs event time of the prediction
 * @param knownTsMs event time at which the label became known
 * @param ensembleVersion epoch that predicted, and is credited
 * @param label 1 if it happened, else 0
 * @param memberProbabilities what each member said; NaN = no answer
 * @param memberWeights weights in force when it predicted: the prior until credits changed them
 * @param regime volatility regime of the predicted sample
 */
public record Credit(
        String symbol,
        long seq,
        long predictedTsMs,
        long knownTsMs,
        long ensembleVersion,
        int label,
        double[] memberProbabilities,
        double[] memberWeights,
        VolatilityRegime regime) {

    /** A credit in no regime. */
    public Credit(
            String symbol,
            long seq,
            long predictedTsMs,
            long knownTsMs,
            long ensembleVersion,
            int label,
            double[] memberProbabilities,
            double[] memberWeights) {
        this(
                symbol,
                seq,
                predictedTsMs,
                knownTsMs,
                ensembleVersion,
                label,
                memberProbabilities,
                memberWeights,
                VolatilityRegime.UNKNOWN);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Credit c
                && symbol.equals(c.symbol)
                && seq == c.seq
                && predictedTsMs == c.predictedTsMs
                && knownTsMs == c.knownTsMs
                && ensembleVersion == c.ensembleVersion
                && label == c.label
                && Arrays.equals(memberProbabilities, c.memberProbabilities)
                && Arrays.equals(memberWeights, c.memberWeights)
                && regime == c.regime;
    }

    @Override
    public int hashCode() {
        return Objects.hash(symbol, seq, knownTsMs);
    }
}
