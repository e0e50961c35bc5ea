package io.quorate.schema.state;

import io.quorate.schema.model.ReferenceProfile;
import org.jspecify.annotations.Nullable;

/**
 * Samples of one window that one ensemble version scored, counted by the bins of its reference: sums of whole numbers
 * that do not depend on the order of arrival. With 134 features 26 kB.
 */
public final class FeatureCounts {
    public long ensembleVersion;
    /** Window index. */
    public long window;

    public long samples;
    /** Per column (features, then outputs of members and ensemble) eleven: ten bins and what is missing. */
    public long[] counts = new long[0];
    /** Per column and bin: sum of the ensemble's probability in units of 2^-30. */
    public long[] probabilitySums = new long[0];
    /** Sum of the squared probability of the ensemble in units of 2^-30. */
    public long squaredProbability;
    /** What the bins are of; null once the receiver has it. */
    public @Nullable ReferenceProfile reference;

    public FeatureCounts() {}
}
