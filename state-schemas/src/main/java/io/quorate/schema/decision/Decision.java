package io.quorate.schema.decision;

import io.quorate.schema.model.Prediction;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A decision with everything that led to it. No wall clock, host or attempt: equal input gives equal bytes.
 *
 * @param id hash of portfolio, symbol, event time, sequence, trigger, ordinal, strategy, config hash and ensemble
 * @param portfolio whose decision it is
 * @param symbol instrument
 * @param tsMs event time, epoch ms UTC
 * @param seq sequence of the sample; of the last one for a TIMER
 * @param trigger what caused it
 * @param ordinal index among the decisions of the same (portfolio, symbol, tsMs, seq, trigger)
 * @param outcome what it does
 * @param reason why
 * @param side side of the entry, or of the position that is closed; NONE without action
 * @param quantityMicros size in millionths of a unit; 0 without action
 * @param price reference price: the sample's close, or the level that was hit
 * @param prediction what the ensemble said; null for a TIMER
 * @param probability ensemble probability; NaN for none
 * @param confidence ensemble confidence; NaN for none
 * @param ensembleVersion ensemble in force; -1 for none
 * @param weightsVersion weights in force; -1 for the prior
 * @param strategyVersion strategy in force; -1 for none
 * @param limitsVersion limits in force; -1 for none
 * @param riskScore weighted risk score in [0, 1]; NaN when it was not reached
 * @param components every risk that was measured, in evaluation order
 * @param binding name of the component that decided, or the reason code
 * @param counterfactual nearest change that would have flipped the outcome, for a human and a program
 * @param equityMicros equity of the portfolio marked to market at this sample, micro-units
 * @param configHash SHA-256 of the options that affect decisions
 */
public record Decision(
        String id,
        String portfolio,
        String symbol,
        long tsMs,
        long seq,
        Trigger trigger,
        int ordinal,
        Outcome outcome,
        DecisionReason reason,
        Side side,
        long quantityMicros,
        double price,
        @Nullable Prediction prediction,
        double probability,
        double confidence,
        long ensembleVersion,
        long weightsVersion,
        long strategyVersion,
        long limitsVersion,
        double riskScore,
        List<RiskComponent> components,
        String binding,
        String counterfactual,
        long equityMicros,
        String configHash) {

    public Decision {
        Objects.requireNonNull(id, "id");
        components = List.copyOf(components);
    }
}
