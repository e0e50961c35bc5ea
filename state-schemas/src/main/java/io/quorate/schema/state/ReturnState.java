package io.quorate.schema.state;

/**
 * Returns of one symbol as a portfolio saw them: an exponential variance per sample, and a ring of log returns on a
 * common clock. At most 1.1 kB.
 */
public final class ReturnState {

    public String symbol = "";

    /** Close of the last sample; 0 before the first. */
    public double lastClose;
    /** Event time of that sample. */
    public long lastTsMs;
    /** Exponentially weighted squared log return of one sample. */
    public double variance;
    /** Returns it is made of. */
    public long samples;

    /** Length of a tick of the clock; 0 while there is no clock. */
    public long clockMs;
    /** Tick of the last sample. */
    public long tick;
    /** Close of the tick before it; 0 when that tick had no sample. */
    public double previousTickClose;
    /** Last tick whose return is in the ring. */
    public long ringTick;
    /** Returns by tick modulo the capacity, NaN for a tick without one; empty before the first. */
    public double[] ring = new double[0];
}
