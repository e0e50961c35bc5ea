package io.quorate.schema.state;

/**
 * What the features of one window length need of the past.
 *
 * <p>Samples are cut into blocks of the window's length: the window is a suffix of the last whole block and the part of
 * the present block seen so far.
 */
public class FeatureWindowState {

    /** Length of the window in samples. */
    public int windowSamples;

    /** Fold of the present block so far. */
    public double[] prefix = {};

    /** Folds of the last whole block from each position to its end, row-wise. */
    public double[] suffix = {};

    /** Wilder average of the true range. */
    public double averageTrueRange;

    /** Wilder average of the upward directional movement. */
    public double averagePlus;

    /** Wilder average of the downward directional movement. */
    public double averageMinus;

    /** Wilder average of the directional index. */
    public double averageIndex;

    /** Stochastic %K of the previous sample. */
    public double stochasticBack1;

    /** Stochastic %K of the sample before that. */
    public double stochasticBack2;
}
