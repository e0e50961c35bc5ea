package io.quorate.schema.decision;

/** What a decision does. */
public enum Outcome {
    NO_ACTION,
    TAKE_ACTION,
    EXIT_POSITION,
    RISK_REJECTED
}
