package io.quorate.schema.control;

/** Kind of a record of the control log. */
public enum ControlKind {
    /** First record of a live log: where the weights windows begin. */
    START,
    /** Promise that no later epoch has effectiveFromMs at or before the frontier. */
    FRONTIER,
    /** Asks every scoring subtask to load and verify a bundle; changes nothing else. */
    PREPARE,
    /** Epoch: the ensemble in force. */
    ENSEMBLE,
    /** Epoch: member weights per ensemble version. */
    WEIGHTS,
    /** Epoch: risk limits of a portfolio. */
    LIMITS,
    /** Epoch: strategy of a portfolio. */
    STRATEGY,
    /** Epoch: positions may only get smaller, of a portfolio or, with scope "*", of all. */
    KILL,
    /** Epoch: ends a KILL. */
    RESUME,
    /** A request that was not accepted, with its reason. */
    REFUSED,
    /** Epoch: closes every position entered before it, of a portfolio or all, in one symbol or all. */
    FORCE_EXIT,
    /** Epoch: takes the equity of a portfolio as its new peak and releases its drawdown latch. */
    RESET_DRAWDOWN,
    /** Epoch: ends the shadow. */
    RETIRE,
    /** What an external venue did, and the event time from which the portfolio of its scope knows it. */
    EXECUTION;

    /** True for the kinds that take effect from an event time. */
    public boolean isEpoch() {
        return switch (this) {
            case ENSEMBLE, WEIGHTS, LIMITS, STRATEGY, KILL, RESUME, FORCE_EXIT, RESET_DRAWDOWN, RETIRE -> true;
            case START, FRONTIER, PREPARE, REFUSED, EXECUTION -> false;
        };
    }
}
