package io.quorate.decision;

import io.quorate.execution.Book;
import io.quorate.risk.Counterfactual;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.state.OrderState;
import io.quorate.schema.state.PortfolioState;
import io.quorate.schema.state.PositionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Decisions that no sample causes: first what an operator orders, then what is due by event time. */
final class TimedDecisions {

    private final DecisionWriter writer;

    TimedDecisions(DecisionWriter writer) {
        this.writer = writer;
    }

    void decide(PortfolioState state, long tsMs, Mandate mandate, DecisionSink out) {
        List<String> decided = new ArrayList<>(0);
        for (TimerRules.Due due = Interventions.first(state, mandate, tsMs);
                due != null;
                due = Interventions.first(state, mandate, tsMs)) {
            emit(state, tsMs, mandate, due, decided, out);
        }
        for (TimerRules.Due due = TimerRules.first(state, tsMs); due != null; due = TimerRules.first(state, tsMs)) {
            if (due.reason() == DecisionReason.ROI) {
                PositionState p = Objects.requireNonNull(due.closing());
                p.roiDueMs = 0;
                if (RoiExits.judge(p, tsMs, mandate.strategy()) == null) {
                    continue;
                }
            }
            emit(state, tsMs, mandate, due, decided, out);
        }
    }

    private void emit(
            PortfolioState state,
            long tsMs,
            Mandate mandate,
            TimerRules.Due due,
            List<String> decided,
            DecisionSink out) {
        int ordinal = 0;
        for (String symbol : decided) {
            ordinal += symbol.equals(due.symbol()) ? 1 : 0;
        }
        decided.add(due.symbol());
        String id = writer.timerId(mandate, due, tsMs, ordinal);
        Verdict verdict = due.expiring() != null
                ? end(state, mandate, due, due.expiring())
                : close(state, mandate, due, Objects.requireNonNull(due.closing()), id, tsMs);
        out.decision(writer.timer(state, mandate, id, due, tsMs, ordinal, verdict));
    }

    private static Verdict end(PortfolioState state, Mandate mandate, TimerRules.Due due, OrderState order) {
        boolean expired = due.reason() == DecisionReason.ORDER_EXPIRED;
        Book.end(state, order, expired);
        return Verdict.none(
                due.reason(),
                order.referencePrice,
                expired
                        ? Counterfactual.of("unfilledMicros at " + due.dueMs(), "=", 0, order.quantityMicros)
                        : Interventions.change(order, mandate));
    }

    private static Verdict close(
            PortfolioState state, Mandate mandate, TimerRules.Due due, PositionState position, String id, long tsMs) {
        Verdict verdict = switch (due.reason()) {
            case ROI -> Objects.requireNonNull(RoiExits.judge(position, tsMs, mandate.strategy()));
            case FORCED_EXIT -> exit(due, position, "entryTsMs", ">=", position.entryTsMs);
            default -> exit(due, position, "tsMs", "<", tsMs);
        };
        ExitOrders.place(
                state,
                position,
                due.reason(),
                position.quantityMicros,
                id,
                tsMs,
                ExitOrders.activeMs(mandate.strategy(), tsMs));
        return verdict;
    }

    private static Verdict exit(
            TimerRules.Due due, PositionState position, String measure, String relation, long value) {
        return Verdict.exit(
                due.reason(),
                position.side,
                position.quantityMicros,
                position.markPrice,
                Counterfactual.of(measure, relation, due.dueMs(), value));
    }
}
