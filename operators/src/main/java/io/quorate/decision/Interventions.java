package io.quorate.decision;

import io.quorate.execution.Book;
import io.quorate.risk.Counterfactual;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.state.OrderState;
import io.quorate.schema.state.PortfolioState;
import io.quorate.schema.state.PositionState;
import org.jspecify.annotations.Nullable;

/**
 * What an operator's KILL or FORCE_EXIT does to a portfolio at its next event time, before timers and samples: pending
 * entries are cancelled, then positions are closed, each by symbol. A FORCE_EXIT concerns what was decided or entered
 * before it took effect.
 */
final class Interventions {

    private Interventions() {}

    /** The next thing to do; null when nothing is left. */
    static TimerRules.@Nullable Due first(PortfolioState state, Mandate mandate, long tsMs) {
        for (OrderState o : state.orders) {
            if (o.entry()
                    && !o.ending
                    && (mandate.killed() || o.decidedMs < mandate.forcedExits().beforeMs(o.symbol))) {
                return new TimerRules.Due(tsMs, o.symbol, o.lastSeq, DecisionReason.ORDER_CANCELLED, o, null);
            }
        }
        for (PositionState p : state.positions) {
            long beforeMs = mandate.forcedExits().beforeMs(p.symbol);
            if (p.entryTsMs < beforeMs && !Book.leaving(state, p.symbol)) {
                return new TimerRules.Due(beforeMs, p.symbol, p.lastSeq, DecisionReason.FORCED_EXIT, null, p);
            }
        }
        return null;
    }

    /** What would have left the order alone. */
    static String change(OrderState order, Mandate mandate) {
        return mandate.killed()
                ? Counterfactual.of("kill_switch", "=", "off", "on")
                : Counterfactual.of("decidedMs", ">=", mandate.forcedExits().beforeMs(order.symbol), order.decidedMs);
    }
}
