package io.quorate.decision;

import io.quorate.risk.EquityCurve;
import io.quorate.risk.LimitUse;
import io.quorate.risk.TradeHistory;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.decision.BusinessFigures;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.OutcomeCounts;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.state.BusinessState;
import io.quorate.schema.state.PortfolioState;
import java.util.Arrays;

/**
 * Business figures of a portfolio in tumbling event-time windows: decisions are counted as they are made, fills as they
 * come, and at the end of a window that had a decision the book is looked at. A function of the portfolio's records alone.
 */
public final class BusinessTally {
    private static final long HOUR_MS = 3_600_000L;

    private final long windowMs;

    /** Windows of that length, at least 1 ms. */
    public BusinessTally(long windowMs) {
        if (windowMs < 1) {
            throw new IllegalArgumentException("expected a window of 1 ms or more, was " + windowMs);
        }
        this.windowMs = windowMs;
    }

    /** Counts a decision; gives the last event time of its window. */
    public long decided(BusinessState b, Decision d) {
        if (b.windowFromMs == Long.MIN_VALUE) {
            b.windowFromMs = Math.floorDiv(d.tsMs(), windowMs) * windowMs;
        }
        switch (d.outcome()) {
            case NO_ACTION -> b.noAction++;
            case TAKE_ACTION -> b.takeAction++;
            case EXIT_POSITION -> b.exitPosition++;
            case RISK_REJECTED -> b.riskRejected++;
        }
        return b.windowFromMs + windowMs - 1;
    }

    /** Counts a fill. */
    public void executed(BusinessState b, Execution e) {
        b.feesMicros += e.feeMicros();
        // 0 for an entry, unless an external venue's turned a position round
        b.realisedMicros += e.realisedMicros();
        b.grossProfitMicros += Math.max(0, e.realisedMicros());
        b.grossLossMicros += Math.max(0, -e.realisedMicros());
    }

    /** Takes in what a step did to the book. */
    public void settled(BusinessState b, PortfolioState state, Mandate mandate) {
        StrategySpec strategy = mandate.strategy();
        if (b.startEquityMicros == Long.MIN_VALUE && state.opened && strategy != null) {
            b.startEquityMicros = strategy.initialEquityMicros();
        }
        for (long trade = Math.max(b.trades, state.closedTrades - state.tradeReturns.length);
                trade < state.closedTrades;
                trade++) {
            double fraction = state.tradeReturns[(int) (trade % TradeHistory.CAPACITY)];
            b.wins += fraction > 0 ? 1 : 0;
            b.losses += fraction < 0 ? 1 : 0;
        }
        b.trades = state.closedTrades;
    }

    /** Whether the open window has ended with everything up to an event time. */
    public boolean isOver(BusinessState b, long tsMs) {
        return b.windowFromMs != Long.MIN_VALUE && tsMs >= b.windowFromMs + windowMs - 1;
    }

    /** Closes the open window. */
    public BusinessFigures close(BusinessState b, PortfolioState state, Mandate mandate) {
        long fromMs = b.windowFromMs;
        long toMs = fromMs + windowMs;
        OutcomeCounts inWindow = new OutcomeCounts(b.noAction, b.takeAction, b.exitPosition, b.riskRejected);
        remember(b, toMs);
        long start = b.startEquityMicros == Long.MIN_VALUE ? state.equityMicros : b.startEquityMicros;
        return new BusinessFigures(
                mandate.portfolio(),
                fromMs,
                toMs,
                inWindow,
                new OutcomeCounts(
                        sum(b.hourNoAction), sum(b.hourTakeAction), sum(b.hourExitPosition), sum(b.hourRiskRejected)),
                state.equityMicros,
                state.equityMicros - start,
                b.realisedMicros,
                b.feesMicros,
                b.trades,
                b.wins,
                b.losses,
                b.grossLossMicros > 0 ? (double) b.grossProfitMicros / b.grossLossMicros : Double.NaN,
                b.trades > 0 ? (double) b.wins / b.trades : Double.NaN,
                EquityCurve.drawdown(state),
                state.drawdownLatched,
                mandate.killed(),
                state.positions.size(),
                state.orders.size(),
                LimitUse.of(state, mandate.limits(), toMs - 1));
    }

    /** Moves the window into the hour and forgets what began an hour before its end. */
    private static void remember(BusinessState b, long toMs) {
        int forgotten = 0;
        while (forgotten < b.hourFromMs.length && b.hourFromMs[forgotten] < toMs - HOUR_MS) {
            forgotten++;
        }
        b.hourNoAction = moved(b.hourNoAction, forgotten, b.noAction);
        b.hourTakeAction = moved(b.hourTakeAction, forgotten, b.takeAction);
        b.hourExitPosition = moved(b.hourExitPosition, forgotten, b.exitPosition);
        b.hourRiskRejected = moved(b.hourRiskRejected, forgotten, b.riskRejected);
        b.hourFromMs = moved(b.hourFromMs, forgotten, b.windowFromMs);
        b.windowFromMs = Long.MIN_VALUE;
        b.noAction = 0;
        b.takeAction = 0;
        b.exitPosition = 0;
        b.riskRejected = 0;
    }

    private static long[] moved(long[] values, int forgotten, long next) {
        long[] moved = Arrays.copyOfRange(values, forgotten, values.length + 1);
        moved[moved.length - 1] = next;
        return moved;
    }

    private static long sum(long[] values) {
        long sum = 0;
        for (long value : values) {
            sum += value;
        }
        return sum;
    }
}
