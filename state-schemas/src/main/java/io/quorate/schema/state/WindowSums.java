package io.quorate.schema.state;

import io.quorate.schema.feature.VolatilityRegime;

/** Credits of one ensemble version in one weights window, as sums that do not depend on the order of arrival. */
public final class WindowSums {
    /** Window index. */
    public long window;

    public long ensembleVersion;
    /** Labels known in the window. */
    public long count;
    /** Labels that were 1. */
    public long positives;
    /** Per member: labels it answered for. */
    public long[] answered = new long[0];
    /** Per member: labels it had on the right side of one half. */
    public long[] correct = new long[0];
    /** Per member: squared errors in units of 2^-30. */
    public long[] squaredError = new long[0];
    /** Weights in force at the earliest of its predictions (by event time, symbol, sequence). */
    public double[] memberWeights = new double[0];

    /** Key of the prediction {@link #memberWeights} belong to. */
    public long firstTsMs = Long.MAX_VALUE;

    public String firstSymbol = "";
    public long firstSeq = Long.MAX_VALUE;

    /** Regime of the samples it is about; UNKNOWN for all of them. */
    public VolatilityRegime regime = VolatilityRegime.UNKNOWN;

    public WindowSums() {}
}
