package io.quorate.schema.decision;

/**
 * One measured risk against its limit.
 *
 * @param name what was measured
 * @param value measurement after the intended entry
 * @param limit limit in force; NaN for none
 * @param score share of the limit used, in [0, 1]
 * @param breached true if it vetoes
 */
public record RiskComponent(String name, double value, double limit, double score, boolean breached) {}
