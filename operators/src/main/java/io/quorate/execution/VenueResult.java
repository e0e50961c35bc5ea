package io.quorate.execution;

import org.jspecify.annotations.Nullable;

/**
 * What a sample did to an order.
 *
 * @param trade the trade, when a fill closed the position
 * @param inside true if an entry was filled after the open of the sample
 */
public record VenueResult(@Nullable ClosedTrade trade, boolean inside) {

    static final VenueResult NOTHING = new VenueResult(null, false);
}
