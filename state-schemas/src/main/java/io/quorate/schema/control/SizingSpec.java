package io.quorate.schema.control;

import java.util.List;

/**
 * Sizes beyond risk and Kelly fractions.
 *
 * @param method how a size comes about
 * @param fixedFraction notional as a share of equity: of FIXED_FRACTION, and of KELLY without an estimate
 * @param volatilityTarget volatility of one sample a position may add to equity, for VOLATILITY_TARGET
 * @param instruments lots, ticks and notionals; the first that names the symbol counts, then "*"
 */
public record SizingSpec(
        SizingMethod method, double fixedFraction, double volatilityTarget, List<Instrument> instruments) {

    /** As without it. */
    public static final SizingSpec RISK = new SizingSpec(SizingMethod.RISK, 0, 0, List.of());
}
