package io.quorate.schema.control;

/**
 * A row of a return-on-investment table: from this holding time on, this much profit is enough.
 *
 * @param heldMs event time since the first fill
 * @param profitFraction least profit, a fraction of the entry price before fees; may be negative
 */
public record RoiStep(long heldMs, double profitFraction) {}
