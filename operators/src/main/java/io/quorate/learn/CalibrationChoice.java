package io.quorate.learn;

/** Which calibration members get. */
public enum CalibrationChoice {
    /** Isotonic where it is clearly better on rows it was not fitted on, else Platt. */
    AUTO,
    PLATT,
    ISOTONIC
}
