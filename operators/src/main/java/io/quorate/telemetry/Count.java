package io.quorate.telemetry;

/** Things that are counted, once each. */
public enum Count {
    /** Market records read, heartbeats excluded. */
    EVENTS_IN,
    HEARTBEATS,
    ACCEPTED,
    DUPLICATES,
    LATE,
    REJECTED,
    SAMPLES,
    /** Samples seen before every feature was warm. */
    WARMING,
    PREDICTIONS,
    /** Predictions that waited for the frontier. */
    HELD,
    CREDITS,
    WEIGHTS,
    EPOCHS,
    REFUSED,
    VOID,
    SAMPLE_DECISIONS,
    TIMER_DECISIONS,
    NO_ACTION,
    TAKE_ACTION,
    EXIT_POSITION,
    RISK_REJECTED,
    EXECUTIONS
}
