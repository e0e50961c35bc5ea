package io.quorate.execution;

import io.quorate.schema.control.Instrument;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.control.VenueSpec;
import io.quorate.schema.execution.SlippageModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the paper venue does. A fill that takes liquidity, at an open or at a level, is moved against the trader by half
 * the spread, the slippage and the impact of its size, then to the next tick; one that waited at its limit is not moved.
 *
 * @param adverseFraction price move against the trader, as a fraction of the price
 * @param feeFraction fee of a fill that takes liquidity, as a fraction of the notional
 * @param maxParticipation greatest share of a sample's volume one fill may take; 0 = unlimited
 * @param makerFeeFraction fee of a fill that waited at its limit
 * @param slippage how the size of a fill moves its price
 * @param impactFraction move of a fill of a sample's whole volume
 * @param latencyMs event time from decision to venue
 * @param rejectRate share of orders refused
 * @param instruments lots and ticks
 */
public record VenueTerms(
        double adverseFraction,
        double feeFraction,
        double maxParticipation,
        double makerFeeFraction,
        SlippageModel slippage,
        double impactFraction,
        long latencyMs,
        double rejectRate,
        List<Instrument> instruments) {

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
        if (!(impactFraction >= 0 && adverseFraction + impactFraction < 1)) {
            throw new IllegalArgumentException(
                    "expected adverse move and impact below 1, was " + adverseFraction + " and " + impactFraction);
        }
    }

    /** Terms of a venue that takes every order at once. */
    public VenueTerms(double adverseFraction, double feeFraction, double maxParticipation) {
        this(adverseFraction, feeFraction, maxParticipation, 0, SlippageModel.FIXED, 0, 0, 0, List.of());
    }

    /** Terms of a strategy; free and unlimited without one. */
    public static VenueTerms of(@Nullable StrategySpec strategy) {
        if (strategy == null) {
            return FREE;
        }
        VenueSpec venue = strategy.venueOrMarket();
        return new VenueTerms(
                (strategy.spreadBps() / 2 + strategy.slippageBps()) / BPS,
                strategy.feeBps() / BPS,
                strategy.maxParticipation(),
                venue.makerFeeBps() / BPS,
                venue.slippage(),
                venue.impactBps() / BPS,
                venue.latencyMs(),
                venue.rejectRate(),
                strategy.sizingOrRisk().instruments());
    }

    /** Price of a fill that takes liquidity; {@code tradeSign} is +1 to buy, -1 to sell. */
    public double fillPrice(double referencePrice, int tradeSign, long quantityMicros, double volume) {
        double adverse = adverseFraction + impact(quantityMicros, volume);
        return referencePrice + tradeSign * (referencePrice * adverse);
    }

    /** Without a known volume a fill counts as all of it. */
    private double impact(long quantityMicros, double volume) {
        double share = volume > 0 ? Math.min(1, quantityMicros / MICROS / volume) : 1;
        return switch (slippage) {
            case FIXED -> 0;
            case VOLUME_SHARE -> impactFraction * share * share;
            case SQUARE_ROOT -> impactFraction * StrictMath.sqrt(share);
        };
    }

    /** Fee of a notional, micro-units, rounded half up once. */
    public long feeMicros(long notionalMicros, boolean maker) {
        return Math.round(notionalMicros * (maker ? makerFeeFraction : feeFraction));
    }

    /** What the venue demands of orders in a symbol. */
    public Instrument instrument(String symbol) {
        return instrument(instruments, symbol);
    }

    /** The instrument that names the symbol, or else "*", or else one that demands nothing. */
    public static Instrument instrument(List<Instrument> instruments, String symbol) {
        Instrument found = Instrument.ANY;
        for (Instrument i : instruments) {
            if (i.symbol().equals(symbol)) {
                return i;
            }
            found = found == Instrument.ANY && i.symbol().equals(Instrument.ANY.symbol()) ? i : found;
        }
        return found;
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
