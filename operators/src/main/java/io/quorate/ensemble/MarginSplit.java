package io.quorate.ensemble;

import java.util.Arrays;
import java.util.Objects;

/**
 * The margin of one member, split: margin = base + sum of the features, but for rounding.
 *
 * @param member its name
 * @param margin before calibration; NaN when the member does not answer
 * @param base margin when nothing is known of the row
 * @param features what each column adds, in the order of the row
 */
public record MarginSplit(String member, double margin, double base, double[] features) {

    public MarginSplit {
        Objects.requireNonNull(member, "member");
        Objects.requireNonNull(features, "features");
    }

    /** Base and features together: the margin, but for rounding. */
    public double sum() {
        double sum = base;
        for (double feature : features) {
            sum += feature;
        }
        return sum;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof MarginSplit s
                && member.equals(s.member)
                && Double.compare(margin, s.margin) == 0
                && Double.compare(base, s.base) == 0
                && Arrays.equals(features, s.features);
    }

    @Override
    public int hashCode() {
        return Objects.hash(member, margin, base, Arrays.hashCode(features));
    }
}
