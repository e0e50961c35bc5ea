package io.quorate.ensemble;

/** Kinds of {@link Calibration}. */
public enum CalibrationKind {
    /** A sigmoid of two parameters. */
    PLATT,
    /** A non-decreasing broken line. */
    ISOTONIC
}
