package io.quorate.decision;

import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.Trigger;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.state.PortfolioState;

/** Joins a verdict with what led to it into the record of a decision. Not thread-safe. */
final class DecisionWriter {

    private static final long NO_VERSION = -1;

    private final String configHash;
    private final DecisionIds ids;

    DecisionWriter(String configHash) {
        this.configHash = configHash;
        ids = new DecisionIds(configHash);
    }

    /** Id of the decision a sample will lead to. */
    String sampleId(Mandate mandate, Prediction p) {
        return ids.of(mandate, p.symbol(), p.tsMs(), p.seq(), Trigger.SAMPLE, 0, p.ensembleVersion());
    }

    /** Id of a decision made by event time alone; no ensemble has a part in it. */
    String timerId(Mandate mandate, TimerRules.Due due, long tsMs, int ordinal) {
        return ids.of(mandate, due.symbol(), tsMs, due.seq(), Trigger.TIMER, ordinal, NO_VERSION);
    }

    Decision sample(Moment m, Verdict v) {
        Prediction p = m.prediction();
        return new Decision(
                m.decisionId(),
                m.mandate().portfolio(),
                m.symbol(),
                m.tsMs(),
                m.seq(),
                Trigger.SAMPLE,
                0,
                v.outcome(),
                v.reason(),
                v.side(),
                v.quantityMicros(),
                v.price(),
                p,
                p.probability(),
                p.confidence(),
                p.ensembleVersion(),
                p.weightsVersion(),
                m.mandate().strategyVersion(),
                m.mandate().limitsVersion(),
                v.riskScore(),
                v.components(),
                v.binding(),
                v.counterfactual(),
                m.state().equityMicros,
                configHash);
    }

    Decision timer(
            PortfolioState state, Mandate mandate, String id, TimerRules.Due due, long tsMs, int ordinal, Verdict v) {
        return new Decision(
                id,
                mandate.portfolio(),
                due.symbol(),
                tsMs,
                due.seq(),
                Trigger.TIMER,
                ordinal,
                v.outcome(),
                v.reason(),
                v.side(),
                v.quantityMicros(),
                v.price(),
                null,
                Double.NaN,
                Double.NaN,
                NO_VERSION,
                NO_VERSION,
                mandate.strategyVersion(),
                mandate.limitsVersion(),
                v.riskScore(),
                v.components(),
                v.binding(),
                v.counterfactual(),
                state.equityMicros,
                configHash);
    }
}
