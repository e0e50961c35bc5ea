package io.quorate.decision;

import io.quorate.execution.Ticks;
import io.quorate.execution.VenueTerms;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.control.VenueSpec;
import io.quorate.schema.decision.Side;
import io.quorate.schema.execution.OrderType;
import io.quorate.schema.execution.TimeInForce;
import io.quorate.schema.state.OrderState;

/**
 * The order of an entry. Limits are rounded to the tick that is better for the trader, stops to the one that is touched
 * later. Heat and exposure are reserved at the close, or at a price of the order above it.
 */
final class EntryOrders {

    private static final double BPS = 1e4;
    private static final long DAY_MS = 86_400_000L;

    private EntryOrders() {}

    static OrderState order(
            Moment m,
            StrategySpec strategy,
            Side side,
            long quantityMicros,
            double stopFraction,
            double winProbability) {
        VenueSpec venue = strategy.venueOrMarket();
        OrderState order = new OrderState();
        order.decisionId = m.decisionId();
        order.symbol = m.symbol();
        order.side = side;
        order.quantityMicros = quantityMicros;
        order.stopFraction = stopFraction;
        order.targetFraction = strategy.takeProfitFraction();
        order.expiresMs = expiresMs(m, strategy, venue.timeInForce());
        order.lastSeq = m.seq();
        order.regime = m.prediction().features().regime();
        order.winProbability = winProbability;
        order.type = venue.entryType();
        order.timeInForce = venue.timeInForce();
        order.decidedMs = m.tsMs();
        order.activeMs = ExitOrders.activeMs(strategy, m.tsMs());
        price(order, venue, m.sample().close(), tick(strategy, m.symbol()));
        return order;
    }

    private static void price(OrderState order, VenueSpec venue, double close, long tickMicros) {
        int sign = order.side.sign();
        double limit = venue.limitOffsetBps() / BPS;
        if (order.type == OrderType.STOP || order.type == OrderType.STOP_LIMIT) {
            double trigger = close + sign * (close * (venue.stopOffsetBps() / BPS));
            order.triggerPrice = Ticks.towards(sign, trigger, tickMicros);
        }
        if (order.type == OrderType.LIMIT) {
            order.limitPrice = Ticks.towards(-sign, close - sign * (close * limit), tickMicros);
        } else if (order.type == OrderType.STOP_LIMIT) {
            double worst = order.triggerPrice + sign * (order.triggerPrice * limit);
            order.limitPrice = Ticks.towards(-sign, worst, tickMicros);
        }
        order.referencePrice = Math.max(close, Math.max(order.limitPrice, order.triggerPrice));
    }

    private static long tick(StrategySpec strategy, String symbol) {
        return VenueTerms.instrument(strategy.sizingOrRisk().instruments(), symbol)
                .tickMicros();
    }

    private static long expiresMs(Moment m, StrategySpec strategy, TimeInForce timeInForce) {
        long expiryMs = strategy.orderExpiryMs() > 0 ? m.tsMs() + strategy.orderExpiryMs() : Long.MAX_VALUE;
        return timeInForce == TimeInForce.DAY
                ? Math.min(expiryMs, (Math.floorDiv(m.tsMs(), DAY_MS) + 1) * DAY_MS)
                : expiryMs;
    }
}
