package io.quorate.execution;

import io.quorate.schema.decision.Side;
import io.quorate.schema.state.VenueOrderState;

/**
 * What is asked of an external venue: an order at the market, once per client order id however often it is asked.
 *
 * @param clientOrderId the id of the decision
 * @param account portfolio
 * @param symbol instrument
 * @param buy true to buy, false to sell
 * @param quantityMicros size, millionths of a unit
 * @param reduceOnly true if it may only make a position smaller
 * @param validUntilMs wall time after which the venue must not accept it any more
 */
public record OrderTicket(
        String clientOrderId,
        String account,
        String symbol,
        boolean buy,
        long quantityMicros,
        boolean reduceOnly,
        long validUntilMs) {

    static OrderTicket of(VenueOrderState order) {
        return new OrderTicket(
                order.orderId,
                order.portfolio,
                order.symbol,
                order.entry == (order.side == Side.LONG),
                order.quantityMicros,
                !order.entry,
                order.validUntilMs);
    }
}
