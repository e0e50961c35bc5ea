package io.quorate.schema.decision;

/**
 * Decisions by outcome.
 *
 * @param noAction decisions to do nothing
 * @param takeAction decisions to enter
 * @param exitPosition decisions to exit
 * @param riskRejected entries rejected by risk
 */
public record OutcomeCounts(long noAction, long takeAction, long exitPosition, long riskRejected) {}
