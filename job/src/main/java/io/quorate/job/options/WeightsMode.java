package io.quorate.job.options;

/** What member weights reward. */
public enum WeightsMode {
    SKILL,
    ACCURACY
}
