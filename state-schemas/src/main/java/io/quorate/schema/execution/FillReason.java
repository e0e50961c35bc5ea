package io.quorate.schema.execution;

/** Why a position changed. */
public enum FillReason {
    ENTRY,
    STOP_LOSS,
    TRAILING_STOP,
    TAKE_PROFIT,
    TIME_EXIT,
    SIGNAL_REVERSAL,
    REGIME_EXIT,
    ROI,
    PARTIAL_TAKE_PROFIT,
    FORCED_EXIT
}
