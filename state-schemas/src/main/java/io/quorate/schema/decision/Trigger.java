package io.quorate.schema.decision;

/** What caused a decision. */
public enum Trigger {
    /** A prediction of the symbol. */
    SAMPLE,
    /** Event time alone: a time exit or an order expiry. */
    TIMER
}
