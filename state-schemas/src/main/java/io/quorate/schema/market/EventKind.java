package io.quorate.schema.market;

/** Kind of a market record. */
public enum EventKind {
    TRADE,
    BAR,
    HEARTBEAT
}
