package io.quorate.schema.state;

import io.quorate.schema.feature.VolatilityRegime;

/** The trailing Yang-Zhang volatilities of one symbol, in order of time and of size, and the regime they led to. */
public class VolatilityRankState {

    /** Ring in order of time. */
    public double[] ring = {};

    /** The same values ascending; the first {@link #count} are used. */
    public double[] sorted = {};

    /** Values held. */
    public int count;

    /** Slot of the ring that is written next. */
    public int next;

    /** Percentile of the newest value among those held, 0 to 100; NaN before the first. */
    public double percentile = Double.NaN;

    public VolatilityRegime regime = VolatilityRegime.UNKNOWN;

    /** Samples spent in the regime, this one included. */
    public long regimeSamples;
}
