package io.quorate.risk;

import io.quorate.execution.PaperVenue;
import io.quorate.schema.state.OrderState;
import io.quorate.schema.state.PortfolioState;
import io.quorate.schema.state.PositionState;

/**
 * Amounts a portfolio has at stake, micro-units: open positions at their marks plus what is left of pending entries at
 * the price they were decided at.
 *
 * <p>Heat of a position is {@code max(0, side * (mark - stop)) * quantity}, the stop being the tighter of stop loss and
 * trailing stop; without either it is the full notional. A position whose exit is pending counts until it is filled.
 */
public final class Exposure {

    private Exposure() {}

    /** Summed heat, pending entries included. */
    public static long heatMicros(PortfolioState state) {
        long sum = reservedHeatMicros(state);
        for (int i = 0; i < state.positions.size(); i++) {
            sum += heatMicros(state.positions.get(i));
        }
        return sum;
    }

    /** Heat reserved by pending entries. */
    public static long reservedHeatMicros(PortfolioState state) {
        long sum = 0;
        for (int i = 0; i < state.orders.size(); i++) {
            OrderState order = state.orders.get(i);
            if (order.entry()) {
                sum += heatMicros(order.quantityMicros, order.referencePrice, order.stopFraction);
            }
        }
        return sum;
    }

    /** Heat of an entry not yet filled; {@code stopFraction} 0 means no stop. */
    static long heatMicros(long quantityMicros, double price, double stopFraction) {
        return PaperVenue.notionalMicros(quantityMicros, stopFraction > 0 ? price * stopFraction : price);
    }

    /** Heat of a position at its mark. */
    static long heatMicros(PositionState position) {
        double stop = tighter(position);
        double perUnit = Double.isNaN(stop)
                ? position.markPrice
                : Math.max(0, position.side.sign() * (position.markPrice - stop));
        return PaperVenue.notionalMicros(position.quantityMicros, perUnit);
    }

    private static double tighter(PositionState position) {
        if (Double.isNaN(position.trailPrice)) {
            return position.stopPrice;
        }
        if (Double.isNaN(position.stopPrice)) {
            return position.trailPrice;
        }
        return position.side.sign() > 0
                ? Math.max(position.stopPrice, position.trailPrice)
                : Math.min(position.stopPrice, position.trailPrice);
    }

    /** Signed value of the open positions at their marks. */
    static long positionsMicros(PortfolioState state) {
        long sum = 0;
        for (int i = 0; i < state.positions.size(); i++) {
            sum += signedMicros(state.positions.get(i));
        }
        return sum;
    }

    /** Summed notional. */
    static long grossMicros(PortfolioState state) {
        long sum = 0;
        for (int i = 0; i < state.positions.size(); i++) {
            sum += Math.abs(signedMicros(state.positions.get(i)));
        }
        for (int i = 0; i < state.orders.size(); i++) {
            sum += Math.abs(signedMicros(state.orders.get(i)));
        }
        return sum;
    }

    /** Notional of longs less that of shorts. */
    static long netMicros(PortfolioState state) {
        long sum = positionsMicros(state);
        for (int i = 0; i < state.orders.size(); i++) {
            sum += signedMicros(state.orders.get(i));
        }
        return sum;
    }

    /** Notional of one symbol. */
    static long symbolMicros(PortfolioState state, String symbol) {
        long sum = 0;
        for (int i = 0; i < state.positions.size(); i++) {
            PositionState position = state.positions.get(i);
            sum += position.symbol.equals(symbol) ? Math.abs(signedMicros(position)) : 0;
        }
        for (int i = 0; i < state.orders.size(); i++) {
            OrderState order = state.orders.get(i);
            sum += order.symbol.equals(symbol) ? Math.abs(signedMicros(order)) : 0;
        }
        return sum;
    }

    static long signedMicros(PositionState position) {
        return position.side.sign() * PaperVenue.notionalMicros(position.quantityMicros, position.markPrice);
    }

    static long signedMicros(OrderState order) {
        return order.entry()
                ? order.side.sign() * PaperVenue.notionalMicros(order.quantityMicros, order.referencePrice)
                : 0;
    }
}
