package io.quorate.schema.state;

import io.quorate.schema.feature.VolatilityRegime;
import io.quorate.schema.model.Target;

/** A prediction whose label is not known yet. */
public final class PendingLabel {
    /** Sequence of the predicted sample. */
    public long seq;
    /** Event time of the prediction, epoch ms. */
    public long predictedTsMs;
    /** Sequence of the sample at which time runs out. */
    public long expirySeq;
    /** Kind of label. */
    public Target target = Target.DIRECTION;
    /** Close when it was predicted. */
    public double close;
    /** Upper barrier as a price; 0 without barriers. */
    public double upper;
    /** Lower barrier as a price; 0 without barriers. */
    public double lower;
    /** Least |log return| that counts as a big move; 0 when that is not the target. */
    public double moveThreshold;
    /** Version of the ensemble that predicted. */
    public long ensembleVersion;

    public double[] memberProbabilities = new double[0];
    /** Weights in force when it predicted. */
    public double[] memberWeights = new double[0];

    /** Volatility regime of the predicted sample. */
    public VolatilityRegime regime = VolatilityRegime.UNKNOWN;

    public PendingLabel() {}
}
