package io.quorate.schema.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a portfolio trades. Fractions are of price (exits), of equity (sizing).
 *
 * @param symbols instruments it covers; "*" covers all
 * @param confidenceThreshold least confidence |2p - 1| for an entry, in [0, 1]
 * @param allowLong may buy
 * @param allowShort may sell short
 * @param stopLossFraction distance of the stop from the entry price; 0 = none
 * @param stopLossAtrMultiple distance of the stop in average true ranges; the wider of both counts; 0 = none
 * @param takeProfitFraction distance of the target from the entry price; 0 = none
 * @param trailingFraction distance of the trailing stop from the best price; 0 = none
 * @param trailingActivationFraction profit at which the trailing stop starts
 * @param maxHoldMs event time after which a position is closed; 0 = never
 * @param reversalConfidence confidence of the opposite side that closes a position; 0 = never
 * @param exitOnHighVolatility close when the volatility regime turns HIGH
 * @param riskFraction share of equity lost if the stop is hit
 * @param kellyFraction multiple of the Kelly fraction, in [0, 0.5]; 0 = fixed risk fraction only
 * @param maxPositionFraction greatest notional of one position as a share of equity
 * @param initialEquityMicros starting balance in micro-units of the quote currency
 * @param spreadBps full bid-ask spread of the paper venue, basis points
 * @param slippageBps adverse price move per fill, basis points
 * @param feeBps fee per fill, basis points of notional
 * @param maxParticipation greatest share of a sample's volume one fill may take; 0 = unlimited
 * @param orderExpiryMs event time after which an unfilled entry order expires and its reservation ends
 * @param exits further exits; null = none
 * @param sizing further ways to size; null = by risk
 * @param venue further behaviour of orders and venue; null = market orders
 */
public record StrategySpec(
        List<String> symbols,
        double confidenceThreshold,
        boolean allowLong,
        boolean allowShort,
        double stopLossFraction,
        double stopLossAtrMultiple,
        double takeProfitFraction,
        double trailingFraction,
        double trailingActivationFraction,
        long maxHoldMs,
        double reversalConfidence,
        boolean exitOnHighVolatility,
        double riskFraction,
        double kellyFraction,
        double maxPositionFraction,
        long initialEquityMicros,
        double spreadBps,
        double slippageBps,
        double feeBps,
        double maxParticipation,
        long orderExpiryMs,
        @Nullable ExitSpec exits,
        @Nullable SizingSpec sizing,
        @Nullable VenueSpec venue) {

    /** A strategy without the later parts. */
    public StrategySpec(
            List<String> symbols,
            double confidenceThreshold,
            boolean allowLong,
            boolean allowShort,
            double stopLossFraction,
            double stopLossAtrMultiple,
            double takeProfitFraction,
            double trailingFraction,
            double trailingActivationFraction,
            long maxHoldMs,
            double reversalConfidence,
            boolean exitOnHighVolatility,
            double riskFraction,
            double kellyFraction,
            double maxPositionFraction,
            long initialEquityMicros,
            double spreadBps,
            double slippageBps,
            double feeBps,
            double maxParticipation,
            long orderExpiryMs) {
        this(
                symbols,
                confidenceThreshold,
                allowLong,
                allowShort,
                stopLossFraction,
                stopLossAtrMultiple,
                takeProfitFraction,
                trailingFraction,
                trailingActivationFraction,
                maxHoldMs,
                reversalConfidence,
                exitOnHighVolatility,
                riskFraction,
                kellyFraction,
                maxPositionFraction,
                initialEquityMicros,
                spreadBps,
                slippageBps,
                feeBps,
                maxParticipation,
                orderExpiryMs,
                null,
                null,
                null);
    }

    /** Further exits, or none. */
    public ExitSpec exitsOrNone() {
        return exits == null ? ExitSpec.NONE : exits;
    }

    /** Further ways to size, or by risk. */
    public SizingSpec sizingOrRisk() {
        return sizing == null ? SizingSpec.RISK : sizing;
    }

    /** Further behaviour of the venue, or market orders. */
    public VenueSpec venueOrMarket() {
        return venue == null ? VenueSpec.MARKET : venue;
    }

    /** True if anything in it depends on the volatility of a symbol. */
    public boolean needsVolatility() {
        return exitsOrNone().stopLossVolatilityMultiple() > 0
                || sizingOrRisk().method() == SizingMethod.VOLATILITY_TARGET;
    }

    /** True if the strategy trades the symbol. */
    public boolean covers(String symbol) {
        return symbols.contains(symbol) || symbols.contains("*");
    }
}
