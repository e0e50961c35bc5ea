package io.quorate.execution;

import io.quorate.schema.control.StrategySpec;
import org.jspecify.annotations.Nullable;

/**
 * What the paper venue charges. Every fill, at an open or at a level, is moved against the trader by half the spread
 * plus the slippage.
 *
 * @param adverseFraction price move against the trader, as a fraction of the price
 * @param feeFraction fee as a fraction of the notional
 * @param maxParticipation greatest share of a sample's volume one fill may take; 0 = unlimited
 */
public record VenueTerms(double adverseFraction, double feeFraction, double maxParticipation) {

    private static final double BPS = 1e4;
    private static final double MICROS = 1e6;
    private static final VenueTerms FREE = new VenueTerms(0, 0, 0);

    public VenueTerms {
        if (!(adverseFraction >= 0 && adverseFraction < 1)) {
            throw new IllegalArgumentException("expected adverse move in [0, 1), was " + adverseFraction);
        }
        if (!(feeFraction >= 0 && feeFraction < 1)) {
            throw new IllegalArgumentException("expected fee in [0, 1), was " + feeFraction);
        }
        if (!(maxParticipation >= 0)) {
            throw new IllegalArgumentException("expected participation >= 0, was " + maxParticipation);
        }
    }

    /** Terms of a strategy; free and unlimited without one. */
    public static VenueTerms of(@Nullable StrategySpec strategy) {
        return strategy == null
                ? FREE
                : new VenueTerms(
                        (strategy.spreadBps() / 2 + strategy.slippageBps()) / BPS,
                        strategy.feeBps() / BPS,
                        strategy.maxParticipation());
    }

    /** Price of a fill at a reference price; {@code tradeSign} is +1 to buy, -1 to sell. */
    public double fillPrice(double referencePrice, int tradeSign) {
        return referencePrice + tradeSign * (referencePrice * adverseFraction);
    }

    /** Fee of a notional, micro-units, rounded half up once. */
    public long feeMicros(long notionalMicros) {
        return Math.round(notionalMicros * feeFraction);
    }

    /** How much of an order one sample can fill; nothing when its volume is zero or unknown. */
    public long fillableMicros(long quantityMicros, double volume) {
        if (maxParticipation == 0) {
            return quantityMicros;
        }
        double available = Math.floor(maxParticipation * volume * MICROS);
        return available >= quantityMicros ? quantityMicros : available > 0 ? (long) available : 0;
    }
}
