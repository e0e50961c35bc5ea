package io.quorate.execution;

import io.quorate.schema.state.OrderState;
import io.quorate.schema.state.PortfolioState;
import io.quorate.schema.state.PositionState;
import org.jspecify.annotations.Nullable;

/** What a fill does to the amounts of its position and order; exact in micro-units. */
final class PositionBooking {

    private PositionBooking() {}

    static @Nullable ClosedTrade settle(
            PortfolioState state, OrderState order, PositionState position, long quantity, long tsMs) {
        order.quantityMicros -= quantity;
        order.fills++;
        if (order.quantityMicros == 0) {
            Book.remove(state, order);
        }
        return closed(state, position, tsMs);
    }

    /** Takes a position out of the book when nothing is left of it; gives the trade it was. */
    static @Nullable ClosedTrade closed(PortfolioState state, PositionState position, long tsMs) {
        if (position.quantityMicros > 0) {
            return null;
        }
        state.positions.remove(position);
        long profit = position.realisedMicros - position.entryFeesMicros;
        double returnFraction = position.entryNotionalMicros == 0 ? 0 : (double) profit / position.entryNotionalMicros;
        return new ClosedTrade(profit, returnFraction, position.winProbability, tsMs);
    }

    static PositionState held(PortfolioState state, OrderState order) {
        PositionState position = Book.position(state, order.symbol);
        if (position == null || position.quantityMicros < order.quantityMicros) {
            throw new IllegalStateException("expected a position of at least " + order.quantityMicros + " in "
                    + order.symbol + ", was " + (position == null ? 0 : position.quantityMicros));
        }
        return position;
    }

    static void increase(PositionState position, long quantity, long notional, long fee) {
        position.entryQuantityMicros = Math.max(position.entryQuantityMicros, position.quantityMicros) + quantity;
        position.quantityMicros += quantity;
        position.entryNotionalMicros += notional;
        position.basisMicros += notional;
        position.entryFeesMicros += fee;
    }

    static long decrease(PositionState position, long quantity, long notional, long fee) {
        long basis = quantity == position.quantityMicros
                ? position.basisMicros
                : Math.round(position.basisMicros * ((double) quantity / position.quantityMicros));
        long realised = position.side.sign() * (notional - basis) - fee;
        position.quantityMicros -= quantity;
        position.basisMicros -= basis;
        position.realisedMicros += realised;
        return realised;
    }
}
