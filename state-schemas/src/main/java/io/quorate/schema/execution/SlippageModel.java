package io.quorate.schema.execution;

/** How the size of a fill moves its price, s = its share of the sample's volume, at most 1. */
public enum SlippageModel {
    /** Not at all. */
    FIXED,
    /** By impact * s^2. */
    VOLUME_SHARE,
    /** By impact * sqrt(s). */
    SQUARE_ROOT
}
