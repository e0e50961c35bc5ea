package io.quorate.schema.state;

/**
 * What the business figures of one portfolio are made of beside its {@link PortfolioState}: decisions of the open window
 * and of the windows of the last hour, and sums since the start. Size: 100 B, plus 40 B per window of an hour.
 */
public final class BusinessState {
    /** Start of the open window; {@link Long#MIN_VALUE} for none. */
    public long windowFromMs = Long.MIN_VALUE;

    public long noAction;
    public long takeAction;
    public long exitPosition;
    public long riskRejected;

    /** Starts of the closed windows of the last hour that had decisions, oldest first. */
    public long[] hourFromMs = new long[0];
    /** Decisions of each of them, same positions. */
    public long[] hourNoAction = new long[0];

    public long[] hourTakeAction = new long[0];
    public long[] hourExitPosition = new long[0];
    public long[] hourRiskRejected = new long[0];

    /** Balance the portfolio started with; {@link Long#MIN_VALUE} before it has one. */
    public long startEquityMicros = Long.MIN_VALUE;
    /** Profit or loss of every closed part, after its exit fee. */
    public long realisedMicros;
    /** Sum of the closing fills with a profit. */
    public long grossProfitMicros;
    /** Sum of the closing fills with a loss, positive. */
    public long grossLossMicros;
    /** Fees of every fill. */
    public long feesMicros;
    /** Closed trades that won. */
    public long wins;
    /** Closed trades that lost. */
    public long losses;
    /** Closed trades that were counted. */
    public long trades;
}
