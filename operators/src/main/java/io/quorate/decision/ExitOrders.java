package io.quorate.decision;

import io.quorate.execution.Book;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.execution.FillReason;
import io.quorate.schema.state.OrderState;
import io.quorate.schema.state.PortfolioState;
import io.quorate.schema.state.PositionState;
import org.jspecify.annotations.Nullable;

/** Places the order of an exit. It ends what is left of the entry, and takes the place of a pending partial exit. */
final class ExitOrders {

    private ExitOrders() {}

    /**
     * Places a market order.
     *
     * @param activeMs event time from which the venue works it
     */
    static OrderState place(
            PortfolioState state,
            PositionState position,
            DecisionReason reason,
            long quantityMicros,
            String decisionId,
            long tsMs,
            long activeMs) {
        end(state, Book.entryOrder(state, position.symbol));
        end(state, Book.exitOrder(state, position.symbol));
        OrderState exit = new OrderState();
        exit.decisionId = decisionId;
        exit.symbol = position.symbol;
        exit.reason = FillReason.valueOf(reason.name());
        exit.side = position.side;
        exit.quantityMicros = quantityMicros;
        exit.decidedMs = tsMs;
        exit.activeMs = activeMs;
        Book.add(state, exit);
        if (reason == DecisionReason.PARTIAL_TAKE_PROFIT) {
            position.partialsTaken++;
        } else {
            position.dueMs = Long.MAX_VALUE;
            position.roiDueMs = 0;
        }
        return exit;
    }

    private static void end(PortfolioState state, @Nullable OrderState order) {
        if (order != null) {
            Book.end(state, order, false);
        }
    }

    /** Event time at which an order decided now reaches the venue. */
    static long activeMs(@Nullable StrategySpec strategy, long tsMs) {
        return strategy == null ? tsMs : tsMs + strategy.venueOrMarket().latencyMs();
    }
}
