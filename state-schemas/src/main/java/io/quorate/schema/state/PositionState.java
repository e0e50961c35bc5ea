package io.quorate.schema.state;

import io.quorate.schema.decision.Side;
import io.quorate.schema.feature.VolatilityRegime;

/**
 * An open position. Stop and target are set from the price of the first fill and never move; the trailing level only
 * moves towards the price.
 */
public final class PositionState {

    public String symbol = "";
    public Side side = Side.NONE;
    public long quantityMicros;

    /** Price of the first fill. */
    public double entryPrice;
    /** Event time of the first fill; 0 until its first sample when a venue told of it before there was a market time. */
    public long entryTsMs;
    /** Notional of every entry fill. */
    public long entryNotionalMicros;
    /** Fees of every entry fill. */
    public long entryFeesMicros;
    /** Entry notional of the part that is still open. */
    public long basisMicros;
    /** Profit of the parts already closed, after their exit fees. */
    public long realisedMicros;

    /** NaN for none. */
    public double stopPrice = Double.NaN;
    /** NaN for none. */
    public double targetPrice = Double.NaN;
    /** Trailing stop in force for the next sample; NaN until it is activated. */
    public double trailPrice = Double.NaN;
    /** Most favourable price since the entry. */
    public double bestPrice;

    /** Last close of the symbol. */
    public double markPrice;
    /** Event time of that close. */
    public long markTsMs;
    /** Sequence of that sample. */
    public long lastSeq;
    /** Volatility state at that sample. */
    public VolatilityRegime regime = VolatilityRegime.UNKNOWN;

    /** Event time of the time exit; {@link Long#MAX_VALUE} for none. */
    public long dueMs = Long.MAX_VALUE;
    /** Probability of winning the entry was decided with. */
    public double winProbability;

    /** Quantity of every entry fill; 0 in state older than the field. */
    public long entryQuantityMicros;
    /** Partial exits taken so far, the next level's index. */
    public int partialsTaken;
    /** Event time at which the next row of the return-on-investment table begins; 0 for none. */
    public long roiDueMs;
}
