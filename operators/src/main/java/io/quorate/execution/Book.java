package io.quorate.execution;

import io.quorate.schema.execution.FillReason;
import io.quorate.schema.state.OrderState;
import io.quorate.schema.state.PortfolioState;
import io.quorate.schema.state.PositionState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds, adds and removes positions and orders of a portfolio, keeping both lists sorted, so that no result depends on
 * the order of arrival.
 */
public final class Book {

    private Book() {}

    /** The open position in a symbol. */
    public static @Nullable PositionState position(PortfolioState state, String symbol) {
        int i = positionIndex(state.positions, symbol);
        return i >= 0 ? state.positions.get(i) : null;
    }

    /** The pending entry in a symbol. */
    public static @Nullable OrderState entryOrder(PortfolioState state, String symbol) {
        return order(state, symbol, true);
    }

    /** The pending exit in a symbol. */
    public static @Nullable OrderState exitOrder(PortfolioState state, String symbol) {
        return order(state, symbol, false);
    }

    /** True if there is a position or a pending order in the symbol. */
    public static boolean involved(PortfolioState state, String symbol) {
        return position(state, symbol) != null || entryOrder(state, symbol) != null || exitOrder(state, symbol) != null;
    }

    /** True if an exit of the whole position is pending; one of a part leaves it to every other exit. */
    public static boolean leaving(PortfolioState state, String symbol) {
        OrderState exit = exitOrder(state, symbol);
        return exit != null && exit.reason != FillReason.PARTIAL_TAKE_PROFIT;
    }

    /** Adds an order. Throws IllegalStateException when the symbol has one of its kind. */
    public static void add(PortfolioState state, OrderState order) {
        int i = 0;
        while (i < state.orders.size() && compare(state.orders.get(i), order) < 0) {
            i++;
        }
        if (i < state.orders.size() && compare(state.orders.get(i), order) == 0) {
            throw new IllegalStateException("expected no pending order of its kind in " + order.symbol + ", was "
                    + state.orders.get(i).decisionId);
        }
        state.orders.add(i, order);
    }

    /** Removes an order; its reservation ends with it. */
    public static void remove(PortfolioState state, OrderState order) {
        state.orders.remove(order);
    }

    /**
     * Ends an order that is not filled: by its time, or because it is not wanted any more. An entry at an external venue
     * keeps its reservation until the venue says that it is over, since it may still be filled.
     */
    public static void end(PortfolioState state, OrderState order, boolean expired) {
        if (state.external && order.entry()) {
            order.ending = true;
            order.expiresMs = Long.MAX_VALUE;
            return;
        }
        order.status = OrderLifecycle.next(order.status, expired ? OrderEvent.EXPIRE : OrderEvent.CANCEL);
        remove(state, order);
    }

    static void add(PortfolioState state, PositionState position) {
        int i = positionIndex(state.positions, position.symbol);
        if (i >= 0) {
            throw new IllegalStateException("expected no position in " + position.symbol + ", was one");
        }
        state.positions.add(-i - 1, position);
    }

    /** The pending order of a decision. */
    static @Nullable OrderState orderOf(PortfolioState state, String decisionId) {
        for (int i = 0; i < state.orders.size(); i++) {
            OrderState order = state.orders.get(i);
            if (order.decisionId.equals(decisionId)) {
                return order;
            }
        }
        return null;
    }

    private static @Nullable OrderState order(PortfolioState state, String symbol, boolean entry) {
        for (int i = 0; i < state.orders.size(); i++) {
            OrderState order = state.orders.get(i);
            if (order.entry() == entry && order.symbol.equals(symbol)) {
                return order;
            }
        }
        return null;
    }

    private static int compare(OrderState a, OrderState b) {
        int bySymbol = a.symbol.compareTo(b.symbol);
        return bySymbol != 0 ? bySymbol : Boolean.compare(a.entry(), b.entry());
    }

    private static int positionIndex(List<PositionState> positions, String symbol) {
        int low = 0;
        int high = positions.size() - 1;
        while (low <= high) {
            int mid = (low + high) >>> 1;
            int c = positions.get(mid).symbol.compareTo(symbol);
            if (c == 0) {
                return mid;
            }
            if (c < 0) {
                low = mid + 1;
            } else {
                high = mid - 1;
            }
        }
        return -low - 1;
    }
}
