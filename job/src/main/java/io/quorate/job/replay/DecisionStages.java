package io.quorate.job.replay;

import io.quorate.job.replay.Explanation.Stage;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.LedgerEvidence;
import io.quorate.schema.decision.LedgerRecord;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.RiskComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The stages of a decision in the order of the walk, told from its ledger record. */
final class DecisionStages {
    private static final String PASSED = "passed";
    private static final String DECIDED = "decided";
    private static final String NOT_REACHED = "not reached";

    private DecisionStages() {}

    /**
     * The stages: exits, signal, limits and score, size.
     *
     * @param strategy in force then; null when the control log was not read
     */
    static List<Stage> of(LedgerRecord record, Decision d, @Nullable StrategySpec strategy) {
        List<Stage> stages = new ArrayList<>();
        boolean exit = d.outcome() == Outcome.EXIT_POSITION;
        stages.add(new Stage("exits", exit ? DECIDED : PASSED, exit ? d.reason().name() : "no exit was due"));
        boolean risk = !d.components().isEmpty();
        boolean signal = !exit && !risk;
        stages.add(new Stage(
                "signal",
                exit ? NOT_REACHED : signal ? DECIDED : PASSED,
                exit ? "" : (signal ? d.reason() + "; " : "") + signal(record.evidence(), d, strategy)));
        boolean rejected = d.outcome() == Outcome.RISK_REJECTED;
        stages.add(new Stage(
                "risk",
                risk ? rejected ? DECIDED : PASSED : NOT_REACHED,
                risk ? (rejected ? d.reason() + "; " : "") + risk(d) : ""));
        boolean taken = d.outcome() == Outcome.TAKE_ACTION;
        stages.add(new Stage(
                "size",
                taken ? DECIDED : NOT_REACHED,
                taken ? d.side() + " " + number(d.quantityMicros() / 1e6) + " at " + number(d.price()) : ""));
        return stages;
    }

    private static String signal(@Nullable LedgerEvidence e, Decision d, @Nullable StrategySpec strategy) {
        if (e == null) {
            return "no sample";
        }
        return "ensemble " + d.ensembleVersion() + " " + e.status() + ", p " + number(d.probability()) + ", confidence "
                + number(d.confidence())
                + (strategy == null ? "" : " against " + number(strategy.confidenceThreshold())) + ", spread "
                + number(e.spread()) + ", regime " + e.regime();
    }

    private static String risk(Decision d) {
        long breached = d.components().stream().filter(RiskComponent::breached).count();
        return breached + " of " + d.components().size() + " limits breached, score " + number(d.riskScore())
                + ", bound by " + d.binding();
    }

    static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.6g", value);
    }
}
