package io.quorate.schema.state;

/** A bar being built from trades. Nine numbers per symbol and open window; cleared when the window fires. */
public class BarState {

    /** Instrument; empty before the first trade. */
    public String symbol = "";

    public double open;
    public double high;
    public double low;
    public double close;

    /** Summed size. */
    public double volume;

    /** Summed price times size. */
    public double notional;

    /** Number of trades. */
    public long trades;
}
