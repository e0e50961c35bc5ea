package io.quorate.schema.quality;

/** What gave the level. */
public enum QualityReason {
    NONE,
    /** Too few rows in the window. */
    FEW_SAMPLES,
    /** The bundle has no reference. */
    NO_REFERENCE,
    /** Population stability index. */
    PSI,
    /** Kolmogorov-Smirnov distance. */
    KS,
    /** Share of missing values. */
    MISSING,
    /** Page-Hinkley test on the Brier score. */
    PAGE_HINKLEY,
    /** An alarm of an earlier window that is not cleared. */
    LATCHED
}
