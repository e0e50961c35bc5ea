package io.quorate.job.options;

/** Whether member weights differ by the state of the market. */
public enum WeightsRegimes {
    NONE,
    VOLATILITY
}
