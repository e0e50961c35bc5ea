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
    FORCED_EXIT,
    /** Told by an external venue and explained by no pending order: a late fill, or a position that was there. */
    RECONCILED
}
