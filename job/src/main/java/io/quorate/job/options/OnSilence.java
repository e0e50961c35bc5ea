package io.quorate.job.options;

/** What a silent market partition does to time. */
public enum OnSilence {
    HOLD,
    IDLE
}
