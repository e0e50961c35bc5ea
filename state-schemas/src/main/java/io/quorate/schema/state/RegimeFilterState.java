package io.quorate.schema.state;

/**
 * What the regime filter of one symbol knows: its probabilities, and the last observations to start a new model from.
 * About 1.1 kB, of fixed size.
 */
public class RegimeFilterState {

    /** Digest of the bundle whose parameters the probabilities belong to; empty before the first. */
    public String modelSha256 = "";

    /** Probability of each state given everything up to the last sample. */
    public double[] probability = {};

    /** The most probable state; -1 before the first sample. */
    public int label = -1;

    /** Samples for which it has been the most probable one, the last included. */
    public long labelSamples;

    /** Ring of the last observations, (log return, log volatility) each. */
    public double[] recent = {};

    /** Observations taken in. */
    public long observations;
}
