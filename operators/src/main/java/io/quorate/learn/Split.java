package io.quorate.learn;

/** What a row is used for. */
public enum Split {
    /** Members are fitted on it. */
    TRAIN,
    /** Calibration and prior weights are fitted on it. */
    CALIBRATION,
    /** Only measured. */
    TEST,
    /** Left out, because its label reaches into the next split or it lies in an embargo. */
    PURGED
}
