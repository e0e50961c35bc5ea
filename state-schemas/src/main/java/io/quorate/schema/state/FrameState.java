package io.quorate.schema.state;

/** A longer bar in the making, and the features of those that have closed. */
public class FrameState {

    /** End of the bar in the making, epoch ms; {@link Long#MIN_VALUE} for none. */
    public long endMs = Long.MIN_VALUE;

    public double open;
    public double high;
    public double low;
    public double close;
    public double volume;

    /** Summed price times volume of the samples whose trades are known. */
    public double notional;

    /** Trades; 0 when those of a sample are unknown. */
    public long trades;

    public FeatureState features = new FeatureState();

    /** Raw columns after the last closed bar. */
    public double[] row = {};

    /** Whether every column of it is past its warm-up. */
    public boolean warm;
}
