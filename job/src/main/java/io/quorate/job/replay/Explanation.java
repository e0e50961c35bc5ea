package io.quorate.job.replay;

import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.RiskComponent;
import java.util.List;

/**
 * Why a decision is what it is.
 *
 * @param id decision
 * @param portfolio whose
 * @param index its place in the ledger
 * @param symbol instrument
 * @param tsMs event time
 * @param seq sample
 * @param trigger sample or timer
 * @param outcome what it does
 * @param reason why
 * @param side side
 * @param quantityMicros size
 * @param price reference price
 * @param ensembleVersion ensemble; -1 for none
 * @param weightsVersion weights
 * @param strategyVersion strategy
 * @param limitsVersion limits
 * @param stages every stage of the decision in order
 * @param risks every risk measured, with its limit
 * @param binding what decided
 * @param counterfactual nearest change that would have flipped the outcome
 * @param probability ensemble probability
 * @param confidence ensemble confidence
 * @param members what each member said and how its margin is made up
 * @param featuresFrom where the features come from
 * @param notes what could not be shown, and why
 * @param loadMs time to find the decision and load what is needed
 * @param explainMs time to explain it then
 */
public record Explanation(
        String id,
        String portfolio,
        long index,
        String symbol,
        long tsMs,
        long seq,
        String trigger,
        String outcome,
        String reason,
        String side,
        long quantityMicros,
        double price,
        long ensembleVersion,
        long weightsVersion,
        long strategyVersion,
        long limitsVersion,
        List<Stage> stages,
        List<RiskComponent> risks,
        String binding,
        String counterfactual,
        double probability,
        double confidence,
        List<MemberVoice> members,
        String featuresFrom,
        List<String> notes,
        double loadMs,
        double explainMs) {
    public Explanation {
        stages = List.copyOf(stages);
        risks = List.copyOf(risks);
        members = List.copyOf(members);
        notes = List.copyOf(notes);
    }

    /**
     * One stage of a decision.
     *
     * @param name which
     * @param result passed, decided, or not reached
     * @param detail its values
     */
    public record Stage(String name, String result, String detail) {}

    /**
     * What one member said.
     *
     * @param name member
     * @param probability calibrated, as the ledger has it; NaN = no answer
     * @param weight in force
     * @param inEnsemble share of the ensemble probability that it makes up
     * @param recomputed whether the bundle gives that probability again, bit for bit
     * @param split its margin over the features; null when it cannot be split
     */
    public record MemberVoice(
            String name,
            double probability,
            double weight,
            double inEnsemble,
            boolean recomputed,
            @org.jspecify.annotations.Nullable MemberSplit split) {}

    /** Whether every split is whole and every probability was found again. */
    public boolean isChecked() {
        return members.stream()
                .allMatch(m -> m.recomputed() && (m.split() == null || m.split().isWhole()));
    }

    static Explanation of(
            LedgerPick.Picked picked,
            List<Stage> stages,
            List<MemberVoice> members,
            String featuresFrom,
            List<String> notes,
            double loadMs,
            double explainMs) {
        Decision d = picked.decision();
        return new Explanation(
                d.id(),
                d.portfolio(),
                picked.record().index(),
                d.symbol(),
                d.tsMs(),
                d.seq(),
                d.trigger().name(),
                d.outcome().name(),
                d.reason().name(),
                d.side().name(),
                d.quantityMicros(),
                d.price(),
                d.ensembleVersion(),
                d.weightsVersion(),
                d.strategyVersion(),
                d.limitsVersion(),
                stages,
                d.components(),
                d.binding(),
                d.counterfactual(),
                d.probability(),
                d.confidence(),
                members,
                featuresFrom,
                notes,
                loadMs,
                explainMs);
    }
}
