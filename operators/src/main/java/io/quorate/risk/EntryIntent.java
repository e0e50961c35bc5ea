package io.quorate.risk;

import io.quorate.schema.decision.Side;
import io.quorate.schema.feature.VolatilityRegime;

/**
 * An entry that is asked for, before risk has spoken.
 *
 * @param symbol instrument
 * @param side direction
 * @param tsMs event time
 * @param quantityMicros size it would have
 * @param price close it is decided at, or the worse price of its order
 * @param stopFraction distance of its stop as a fraction of the price; 0 for none
 * @param regime volatility state of the symbol
 * @param memberSpread standard deviation of the member probabilities
 * @param atrFraction average true range over the price
 */
public record EntryIntent(
        String symbol,
        Side side,
        long tsMs,
        long quantityMicros,
        double price,
        double stopFraction,
        VolatilityRegime regime,
        double memberSpread,
        double atrFraction) {}
