package io.quorate.execution;

import io.quorate.schema.decision.Side;
import java.util.List;

/**
 * What the accounts of a venue hold.
 *
 * @param asOf place in the feed up to which everything is counted
 * @param positions those that are not empty
 */
public record VenuePositions(long asOf, List<Holding> positions) {

    public VenuePositions {
        positions = List.copyOf(positions);
    }

    /**
     * What an account holds in a symbol.
     *
     * @param account portfolio
     * @param symbol instrument
     * @param side LONG or SHORT
     * @param quantityMicros size, millionths of a unit
     * @param price mean entry price
     */
    public record Holding(String account, String symbol, Side side, long quantityMicros, double price) {}
}
