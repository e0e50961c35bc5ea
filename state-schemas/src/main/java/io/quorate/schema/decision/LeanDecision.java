package io.quorate.schema.decision;

/**
 * The record of the decisions topic, read back: what a consumer needs to act, and where the ledger tells the rest.
 *
 * @param id id of the decision
 * @param portfolio whose decision it is
 * @param symbol instrument
 * @param tsMs event time
 * @param seq sequence of the sample
 * @param trigger what caused it
 * @param ordinal index among decisions of the same cause
 * @param outcome what it does
 * @param reason why
 * @param side side of the entry or of the position that is closed
 * @param quantityMicros size in millionths of a unit
 * @param price reference price
 * @param probability ensemble probability; NaN for none
 * @param confidence ensemble confidence; NaN for none
 * @param ensembleVersion ensemble in force; -1 for none
 * @param weightsVersion weights in force; -1 for the prior
 * @param strategyVersion strategy in force; -1 for none
 * @param limitsVersion limits in force; -1 for none
 * @param ledgerIndex position of the full record in the portfolio's chain
 * @param equityMicros equity at this decision
 */
public record LeanDecision(
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
        double probability,
        double confidence,
        long ensembleVersion,
        long weightsVersion,
        long strategyVersion,
        long limitsVersion,
        long ledgerIndex,
        long equityMicros) {}
