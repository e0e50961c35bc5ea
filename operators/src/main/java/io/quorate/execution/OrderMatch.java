package io.quorate.execution;

import io.quorate.schema.market.Sample;
import io.quorate.schema.state.OrderState;
import org.jspecify.annotations.Nullable;

/**
 * Where a sample fills an order. The open comes first: an open at or beyond a level is the price; a level that is only
 * touched is the price itself. NaN touches nothing.
 *
 * @param price price before costs
 * @param maker true if the order waited at that price
 * @param inside true if it was touched after the open
 * @param worst price it must not be worse than; NaN for none
 */
record OrderMatch(double price, boolean maker, boolean inside, double worst) {

    /** The match; null when the sample does not reach the order. Remembers in the order that its stop was touched. */
    static @Nullable OrderMatch of(OrderState order, Sample bar) {
        int sign = tradeSign(order);
        return switch (order.type) {
            case MARKET -> new OrderMatch(bar.open(), false, false, Double.NaN);
            case LIMIT -> atLimit(order.limitPrice, bar, sign);
            case STOP -> stopped(order.triggerPrice, bar, sign, Double.NaN);
            case STOP_LIMIT -> stopLimit(order, bar, sign);
        };
    }

    /** +1 to buy, -1 to sell. */
    static int tradeSign(OrderState order) {
        return order.entry() ? order.side.sign() : -order.side.sign();
    }

    private static @Nullable OrderMatch atLimit(double limit, Sample bar, int sign) {
        if (sign * bar.open() <= sign * limit) {
            return new OrderMatch(bar.open(), false, false, limit);
        }
        double best = sign > 0 ? bar.low() : bar.high();
        return sign * best <= sign * limit ? new OrderMatch(limit, true, true, limit) : null;
    }

    private static @Nullable OrderMatch stopped(double trigger, Sample bar, int sign, double worst) {
        if (sign * bar.open() >= sign * trigger) {
            return new OrderMatch(bar.open(), false, false, worst);
        }
        double reached = sign > 0 ? bar.high() : bar.low();
        return sign * reached >= sign * trigger ? new OrderMatch(trigger, false, true, worst) : null;
    }

    private static @Nullable OrderMatch stopLimit(OrderState order, Sample bar, int sign) {
        if (order.triggered) {
            return atLimit(order.limitPrice, bar, sign);
        }
        OrderMatch match = stopped(order.triggerPrice, bar, sign, order.limitPrice);
        if (match == null) {
            return null;
        }
        order.triggered = true;
        return sign * match.price() <= sign * order.limitPrice ? match : null;
    }
}
