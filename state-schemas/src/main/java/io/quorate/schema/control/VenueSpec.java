package io.quorate.schema.control;

import io.quorate.schema.execution.OrderType;
import io.quorate.schema.execution.SlippageModel;
import io.quorate.schema.execution.TimeInForce;

/**
 * How entries are ordered and what the paper venue does beyond spread, slippage and fee. Exits are market orders.
 *
 * @param entryType order of an entry
 * @param limitOffsetBps distance of a limit from the close on the better side; of a stop-limit, from the stop on the
 *     worse side
 * @param stopOffsetBps distance of a stop from the close on the worse side
 * @param timeInForce how long an entry is worked
 * @param slippage how a fill moves the price, beyond {@code slippageBps}
 * @param impactBps move of a fill that takes a sample's whole volume
 * @param makerFeeBps fee of a fill that waited in the book at its limit; other fills pay {@code feeBps}
 * @param latencyMs event time from decision to venue: no fill before
 * @param rejectRate share of orders refused, picked by their id, in [0, 1)
 */
public record VenueSpec(
        OrderType entryType,
        double limitOffsetBps,
        double stopOffsetBps,
        TimeInForce timeInForce,
        SlippageModel slippage,
        double impactBps,
        double makerFeeBps,
        long latencyMs,
        double rejectRate) {

    /** Market orders at once, as without it. */
    public static final VenueSpec MARKET =
            new VenueSpec(OrderType.MARKET, 0, 0, TimeInForce.GTC, SlippageModel.FIXED, 0, 0, 0, 0);
}
