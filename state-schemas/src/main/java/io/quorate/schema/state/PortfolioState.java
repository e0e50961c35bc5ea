package io.quorate.schema.state;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything one portfolio remembers between events: balance, open positions, pending orders, risk memory and the head
 * of its ledger chain. Size: at most 4 kB, plus 250 B per open position, 150 B per pending order, of which there is at
 * most one entry and one exit per symbol, and 8 B per entry of the last hour, of which 4,096 are kept; 1.1 kB per symbol
 * whose returns are needed, at most 128. Money is in micro-units of the quote currency, quantity in millionths.
 */
public final class PortfolioState {

    /** False until the first strategy gave the starting balance. */
    public boolean opened;

    public long cashMicros;
    /** Cash plus the marked value of every position, as of the last sample boundary. */
    public long equityMicros;

    public long peakEquityMicros;
    /** Set when the drawdown went above its limit; nothing in a market resets it. */
    public boolean drawdownLatched;

    /** Days since the epoch, UTC, of {@link #dayStartEquityMicros}; {@link Long#MIN_VALUE} before the first sample. */
    public long day = Long.MIN_VALUE;

    public long dayStartEquityMicros;

    /** Losing trades since the last winner. */
    public int lossStreak;
    /** Event time of the last losing close; {@link Long#MIN_VALUE} for none. */
    public long lastLossMs = Long.MIN_VALUE;

    /** Event times of the latest accepted entries, oldest first; as long as the order-rate limit needs. */
    public long[] entryTimesMs = new long[0];

    /** Open positions, sorted by symbol. */
    public List<PositionState> positions = new ArrayList<>();
    /** Pending orders, sorted by symbol, the exit of a symbol before its entry. */
    public List<OrderState> orders = new ArrayList<>();

    /** Returns of the latest closed trades, a ring. */
    public double[] tradeReturns = new double[0];
    /** Probability of winning each of them was entered with, same positions. */
    public double[] tradeWinProbabilities = new double[0];
    /** Closed trades ever; the ring's next slot is this modulo its capacity. */
    public long closedTrades;

    /** Index of the next ledger record; 0 before GENESIS. */
    public long ledgerIndex;
    /** Hash of the last ledger record, empty before GENESIS. */
    public String ledgerHead = "";

    /** Effective time of the last drawdown reset that was carried out; 0 for none. */
    public long resetThroughMs;
    /** What is known of the returns of symbols, sorted by symbol; empty unless volatility or correlation is needed. */
    public List<ReturnState> returns = new ArrayList<>();

    /** True if an external venue fills the orders, so that they end when it says so. */
    public boolean external;
}
