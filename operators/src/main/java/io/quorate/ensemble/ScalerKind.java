package io.quorate.ensemble;

/** What centre and scale of a {@link FeatureScaler} are. */
public enum ScalerKind {
    /** Mean and population standard deviation. */
    STANDARD,
    /** Median and interquartile range / 1.349, which is the standard deviation of a normal sample. */
    ROBUST
}
