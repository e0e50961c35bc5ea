package io.quorate.decision;

import io.quorate.execution.Book;
import io.quorate.execution.PaperVenue;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.state.OrderState;
import io.quorate.schema.state.PortfolioState;
import io.quorate.schema.state.PositionState;
import org.jspecify.annotations.Nullable;

/**
 * What is due by event time alone: time exits of positions, rows of the return-on-investment table and expiries of entry
 * orders, earliest first, then by symbol, an expiry before a time exit before a row. A position whose exit is pending is
 * no longer due.
 */
final class TimerRules {

    /**
     * A timer that is due; one of the two is set.
     *
     * @param dueMs when
     * @param symbol where
     * @param seq last sample of the symbol
     * @param reason what is due
     * @param expiring entry order that ends
     * @param closing position that is closed
     */
    record Due(
            long dueMs,
            String symbol,
            long seq,
            DecisionReason reason,
            @Nullable OrderState expiring,
            @Nullable PositionState closing) {

        boolean before(@Nullable Due other) {
            return other == null || dueMs < other.dueMs || (dueMs == other.dueMs && symbol.compareTo(other.symbol) < 0);
        }
    }

    private TimerRules() {}

    /** Sets the time exits to the holding time of the strategy in force; they keep theirs without one. */
    static void arm(PortfolioState state, @Nullable StrategySpec strategy) {
        if (strategy == null) {
            return;
        }
        for (int i = 0; i < state.positions.size(); i++) {
            PositionState p = state.positions.get(i);
            long dueMs = PaperVenue.dueMs(p.entryTsMs, strategy.maxHoldMs());
            if (dueMs != p.dueMs) {
                p.dueMs = Book.leaving(state, p.symbol) ? Long.MAX_VALUE : dueMs;
            }
        }
    }

    static long nextMs(PortfolioState state) {
        long next = Long.MAX_VALUE;
        for (int i = 0; i < state.positions.size(); i++) {
            PositionState p = state.positions.get(i);
            next = Math.min(next, p.roiDueMs > 0 ? Math.min(p.dueMs, p.roiDueMs) : p.dueMs);
        }
        for (int i = 0; i < state.orders.size(); i++) {
            next = Math.min(next, state.orders.get(i).expiresMs);
        }
        return next;
    }

    /** The first timer due at or before {@code tsMs}; null for none. */
    static @Nullable Due first(PortfolioState state, long tsMs) {
        if (nextMs(state) > tsMs) {
            return null;
        }
        Due first = null;
        for (int i = 0; i < state.orders.size(); i++) {
            OrderState o = state.orders.get(i);
            Due due = new Due(o.expiresMs, o.symbol, o.lastSeq, DecisionReason.ORDER_EXPIRED, o, null);
            first = due.before(first) ? due : first;
        }
        for (int i = 0; i < state.positions.size(); i++) {
            PositionState p = state.positions.get(i);
            Due due = new Due(p.dueMs, p.symbol, p.lastSeq, DecisionReason.TIME_EXIT, null, p);
            first = due.before(first) ? due : first;
            if (p.roiDueMs > 0) {
                due = new Due(p.roiDueMs, p.symbol, p.lastSeq, DecisionReason.ROI, null, p);
                first = due.before(first) ? due : first;
            }
        }
        return first;
    }
}
