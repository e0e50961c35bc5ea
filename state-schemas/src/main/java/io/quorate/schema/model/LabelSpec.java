package io.quorate.schema.model;

/**
 * What a bundle was trained to predict, exactly enough to label new samples the same way.
 *
 * @param target kind of label
 * @param horizonSamples samples until the label is known at the latest, &gt;= 1
 * @param upperAtr distance of the upper barrier in average true ranges; TRIPLE_BARRIER only
 * @param lowerAtr distance of the lower barrier in average true ranges; TRIPLE_BARRIER only
 * @param moveThreshold |log return| above which a move is big; VOLATILITY only
 */
public record LabelSpec(Target target, int horizonSamples, double upperAtr, double lowerAtr, double moveThreshold) {

    public LabelSpec {
        if (horizonSamples < 1) {
            throw new IllegalArgumentException("horizonSamples: expected >= 1, was " + horizonSamples);
        }
    }

    public static LabelSpec direction(int horizonSamples) {
        return new LabelSpec(Target.DIRECTION, horizonSamples, 0, 0, 0);
    }
}
