package io.quorate.schema.control;

/**
 * Limits on the volatility of the symbol that is entered.
 *
 * @param refuseHigh refuse entries while the volatility regime is HIGH or unknown
 * @param maxAtrFraction greatest average true range as a fraction of the price; 0 = no limit
 */
public record VolatilityLimits(boolean refuseHigh, double maxAtrFraction) {

    /** Nothing limited. */
    public static final VolatilityLimits NONE = new VolatilityLimits(false, 0);
}
