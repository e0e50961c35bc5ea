package io.quorate.tune;

/** How a trial ended. */
public enum TrialState {
    /** With values. */
    COMPLETE,
    /** Stopped early for being worse than others at the same step. */
    PRUNED,
    /** Without values, for a reason. */
    FAILED
}
