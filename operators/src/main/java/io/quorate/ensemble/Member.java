package io.quorate.ensemble;

import org.jspecify.annotations.Nullable;

/** One model of an ensemble. Immutable and shared by threads. */
public interface Member {

    /** Name in the manifest, in credits and in weights. */
    String name();

    /** Raw score, before calibration; larger means more likely. NaN when the row cannot be answered. */
    double margin(FeatureRow row);

    /** As {@link #margin}, the same bits, for each row of a batch. */
    default void margins(FeatureBatch batch, double[] out) {
        for (int i = 0; i < batch.rows(); i++) {
            out[i] = margin(batch.row(i));
        }
    }

    /**
     * The same member on rows in another order.
     *
     * @param columns where each of its features is in those rows, a permutation
     * @throws IllegalArgumentException if this kind of member has to be served in its own order
     */
    default Member inOrder(int[] columns) {
        throw new IllegalArgumentException("expected a member whose columns can be mapped, was " + name());
    }

    /** What splits a margin of this member into contributions of the features, for one thread; null for none. */
    default @Nullable MemberContributions contributions() {
        return null;
    }
}
