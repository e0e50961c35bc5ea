package io.quorate.job.replay;

import java.util.List;

/**
 * The margin of one member of an ensemble, split: margin = base + what each feature adds, but for rounding.
 *
 * @param member its name
 * @param margin before calibration; NaN when the member does not answer
 * @param base margin when nothing is known of the row
 * @param sum base and every feature together
 * @param features the features that add most, by absolute value
 */
public record MemberSplit(String member, double margin, double base, double sum, List<Share> features) {
    /** Difference that rounding may leave: forests add their leaves as floats. */
    private static final double ROUNDING = 1e-4;

    public MemberSplit {
        features = List.copyOf(features);
    }

    /**
     * What one feature adds.
     *
     * @param feature its name
     * @param value its value in the row; NaN = undefined
     * @param share what it adds to the margin
     */
    public record Share(String feature, double value, double share) {}

    /** Whether the parts are the whole. */
    public boolean isWhole() {
        return Double.isNaN(margin) || Math.abs(margin - sum) <= ROUNDING * Math.max(1, Math.abs(margin));
    }
}
