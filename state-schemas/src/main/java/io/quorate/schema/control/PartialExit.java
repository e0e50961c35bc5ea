package io.quorate.schema.control;

/**
 * A level at which part of a position is closed.
 *
 * @param profitFraction distance from the entry price, as a fraction of it
 * @param quantityFraction share of the quantity entered that is closed there, in (0, 1]
 */
public record PartialExit(double profitFraction, double quantityFraction) {}
