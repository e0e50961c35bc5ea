package io.quorate.schema.decision;

/**
 * A decision and its place in the ledger.
 *
 * @param decision the decision
 * @param ledgerIndex index of its record in the portfolio's chain
 */
public record LedgeredDecision(Decision decision, long ledgerIndex) {}
