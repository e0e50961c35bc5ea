package io.quorate.decision;

import io.quorate.risk.RiskAssessment;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.RiskComponent;
import io.quorate.schema.decision.Side;
import java.util.List;

/**
 * The part of a decision that rules choose.
 *
 * @param outcome what to do
 * @param reason why
 * @param side side of the entry or of the position that is closed; NONE without action
 * @param quantityMicros size; 0 without action
 * @param price reference price: the close, or the level that was hit
 * @param riskScore weighted risk score; NaN when it was not reached
 * @param components measured risks
 * @param binding what decided
 * @param counterfactual what would have flipped it
 */
record Verdict(
        Outcome outcome,
        DecisionReason reason,
        Side side,
        long quantityMicros,
        double price,
        double riskScore,
        List<RiskComponent> components,
        String binding,
        String counterfactual) {

    /** No action, bound by the reason itself. */
    static Verdict none(DecisionReason reason, double price, String counterfactual) {
        return none(reason, price, reason.name(), counterfactual);
    }

    static Verdict none(DecisionReason reason, double price, String binding, String counterfactual) {
        return new Verdict(
                Outcome.NO_ACTION, reason, Side.NONE, 0, price, Double.NaN, List.of(), binding, counterfactual);
    }

    static Verdict exit(DecisionReason reason, Side side, long quantityMicros, double price, String counterfactual) {
        return new Verdict(
                Outcome.EXIT_POSITION,
                reason,
                side,
                quantityMicros,
                price,
                Double.NaN,
                List.of(),
                reason.name(),
                counterfactual);
    }

    static Verdict rejected(DecisionReason veto, double price, RiskAssessment risk) {
        return new Verdict(
                Outcome.RISK_REJECTED,
                veto,
                Side.NONE,
                0,
                price,
                risk.score(),
                risk.components(),
                risk.binding(),
                risk.counterfactual());
    }
}
