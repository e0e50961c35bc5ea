package io.quorate.schema.model;

/** Whether a prediction may be used. */
public enum PredictionStatus {
    OK,
    /** No ensemble was in force at the event time. */
    NO_ENSEMBLE,
    /** Fewer than two members answered. */
    DEGRADED,
    /** The ensemble in force was trained on another feature layout. */
    LAYOUT_MISMATCH
}
