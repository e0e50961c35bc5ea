package io.quorate.decision;

import io.quorate.execution.Book;
import io.quorate.risk.Counterfactual;
import io.quorate.schema.control.RoiStep;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.state.PortfolioState;
import io.quorate.schema.state.PositionState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The return-on-investment table: a position whose profit is at least that of the last row its holding time has reached
 * is closed. Profit is that of the mark over the entry price, before fees. Judged at every close, and when a row begins,
 * though the symbol is silent.
 */
final class RoiExits {

    private RoiExits() {}

    /** The exit at a moment; null for none. */
    static @Nullable Verdict judge(PositionState p, long tsMs, @Nullable StrategySpec strategy) {
        RoiStep row = strategy == null ? null : row(strategy.exitsOrNone().roi(), tsMs - p.entryTsMs);
        double profit = p.side.sign() * (p.markPrice - p.entryPrice) / p.entryPrice;
        return row != null && profit >= row.profitFraction()
                ? Verdict.exit(
                        DecisionReason.ROI,
                        p.side,
                        p.quantityMicros,
                        p.markPrice,
                        Counterfactual.of("profit", "<", row.profitFraction(), profit))
                : null;
    }

    private static @Nullable RoiStep row(List<RoiStep> table, long heldMs) {
        RoiStep reached = null;
        for (RoiStep row : table) {
            reached = row.heldMs() <= heldMs ? row : reached;
        }
        return reached;
    }

    /** Sets the timers of all positions to the first row that begins at or after an event time. */
    static void arm(PortfolioState state, @Nullable StrategySpec strategy, long fromMs) {
        List<RoiStep> table =
                strategy == null ? List.of() : strategy.exitsOrNone().roi();
        for (int i = 0; i < state.positions.size(); i++) {
            PositionState p = state.positions.get(i);
            boolean waits = !table.isEmpty() && p.entryTsMs != 0 && !Book.leaving(state, p.symbol);
            p.roiDueMs = waits ? nextMs(p, table, fromMs) : 0;
        }
    }

    static long nextMs(PositionState p, List<RoiStep> table, long fromMs) {
        for (RoiStep row : table) {
            if (p.entryTsMs + row.heldMs() >= fromMs) {
                return p.entryTsMs + row.heldMs();
            }
        }
        return 0;
    }
}
