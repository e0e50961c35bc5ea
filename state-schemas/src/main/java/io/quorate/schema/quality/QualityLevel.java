package io.quorate.schema.quality;

/** How bad it is. */
public enum QualityLevel {
    /** Too few rows to say, or no reference. */
    UNKNOWN,
    QUIET,
    WARNING,
    /** Stays until it is cleared. */
    ALARM
}
