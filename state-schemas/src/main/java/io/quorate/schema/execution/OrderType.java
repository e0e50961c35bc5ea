package io.quorate.schema.execution;

/** Kind of an order. */
public enum OrderType {
    /** At the next open. */
    MARKET,
    /** At its limit or better. */
    LIMIT,
    /** A market order once its stop is touched. */
    STOP,
    /** A limit order once its stop is touched. */
    STOP_LIMIT
}
