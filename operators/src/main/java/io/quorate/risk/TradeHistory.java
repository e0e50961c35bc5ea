package io.quorate.risk;

import io.quorate.execution.ClosedTrade;
import io.quorate.schema.state.PortfolioState;
import java.util.Arrays;

/**
 * Memory of closed trades and accepted entries: the loss streak, the last 200 returns, the entries of the last hour.
 *
 * <p>A loss is a return below 0; a break-even trade neither adds to a streak nor ends it.
 */
public final class TradeHistory {

    /** Closed trades that are remembered. */
    public static final int CAPACITY = 200;
    /** Accepted entries that are remembered; an order-rate limit above it acts as this number. */
    public static final int MAX_ENTRIES = 4096;

    private static final long HOUR_MS = 3_600_000L;

    private TradeHistory() {}

    /** Adds a closed trade. */
    public static void record(PortfolioState state, ClosedTrade trade) {
        int slot = (int) (state.closedTrades % CAPACITY);
        if (slot >= state.tradeReturns.length) {
            state.tradeReturns = Arrays.copyOf(state.tradeReturns, slot + 1);
            state.tradeWinProbabilities = Arrays.copyOf(state.tradeWinProbabilities, slot + 1);
        }
        state.tradeReturns[slot] = trade.returnFraction();
        state.tradeWinProbabilities[slot] = trade.winProbability();
        state.closedTrades++;
        if (trade.profitMicros() < 0) {
            state.lossStreak++;
            state.lastLossMs = trade.tsMs();
        } else if (trade.profitMicros() > 0) {
            state.lossStreak = 0;
        }
    }

    /** Adds an accepted entry and forgets those older than an hour. */
    public static void recordEntry(PortfolioState state, long tsMs) {
        long[] times = state.entryTimesMs;
        int keep = Math.min(entriesInLastHour(state, tsMs), MAX_ENTRIES - 1);
        long[] next = Arrays.copyOfRange(times, times.length - keep, times.length + 1);
        next[keep] = tsMs;
        state.entryTimesMs = next;
    }

    /** Accepted entries in (tsMs - 1 h, tsMs]; one made exactly an hour ago no longer counts. */
    public static int entriesInLastHour(PortfolioState state, long tsMs) {
        long[] times = state.entryTimesMs;
        int count = 0;
        while (count < times.length && times[times.length - 1 - count] > tsMs - HOUR_MS) {
            count++;
        }
        return count;
    }
}
