package io.quorate.risk;

import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.RiskComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What risk says of an intended entry.
 *
 * @param veto reason of the first limit that was breached; null when the entry is allowed
 * @param binding name of that limit, or of the one nearest to its limit
 * @param share share of that limit in use, in [0, 1]
 * @param score weighted risk score in [0, 1]; NaN without limits in force
 * @param components every measure, in evaluation order
 * @param counterfactual change that would have flipped the verdict
 */
public record RiskAssessment(
        @Nullable DecisionReason veto,
        String binding,
        double share,
        double score,
        List<RiskComponent> components,
        String counterfactual) {

    public RiskAssessment {
        components = List.copyOf(components);
    }
}
