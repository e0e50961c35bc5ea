package io.quorate.schema.state;

import io.quorate.schema.feature.TrendRegime;
import java.util.ArrayList;
import java.util.List;

/**
 * What the features of one symbol need of its past: arrays of fixed size, changed in place by one owner.
 *
 * <p>Size with windows 5, 10, 20, 50: about 36 kB (suffix folds 22 kB, volatility rank 8 kB, term history 6 kB). It is
 * as large from the first sample on and never grows.
 */
public class FeatureState {

    /** Layout the arrays were sized for; a state is never read under another one. */
    public String layoutId = "";

    /** Samples accepted so far, which is the sequence number of the next one. */
    public long samples;

    public double previousHigh;
    public double previousLow;
    public double previousClose;
    public double previousTypical;

    /** Ring of the terms of the last (greatest window + 1) samples, row-wise. */
    public double[] history = {};

    /** Exponentially weighted mean of squared log returns. */
    public double ewmaVariance;

    public double emaFast;
    public double emaSlow;
    public double emaSignal;
    public double onBalanceVolume;

    /** Wilder average of gains per RSI period, in layout order. */
    public double[] averageGain = {};

    /** Wilder average of losses per RSI period, in layout order. */
    public double[] averageLoss = {};

    /** One per window, ascending. */
    public List<FeatureWindowState> windows = new ArrayList<>();

    public VolatilityRankState volatility = new VolatilityRankState();

    /** Average true range over 20 samples divided by the last close; NaN when undefined. */
    public double atrFraction = Double.NaN;

    /** What rounding took from {@link #onBalanceVolume}, to be added to it. */
    public double onBalanceRest;

    public TrendRegime trend = TrendRegime.UNKNOWN;

    /** Samples spent in the trend state, this one included. */
    public long trendSamples;

    /** Efficiency ratio over 20 samples; NaN before there are so many. */
    public double trendScore = Double.NaN;

    /** Event time of the last sample. */
    public long lastTsMs;

    /** Sequence number of the next sample minus {@link #samples}: below 0 by what was filled, above by resets. */
    public long seqOffset;
}
