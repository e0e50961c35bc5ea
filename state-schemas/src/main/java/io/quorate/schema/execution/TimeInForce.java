package io.quorate.schema.execution;

/** How long an order is worked. Whatever it says, an entry ends at {@code orderExpiryMs} of its strategy, if any. */
public enum TimeInForce {
    /** Until it is filled. */
    GTC,
    /** What the first sample does not fill is cancelled. */
    IOC,
    /** The first sample fills all of it, or it is cancelled. */
    FOK,
    /** Until the end of the UTC day it was decided in. */
    DAY,
    /** Until {@code orderExpiryMs} has passed. */
    GTD
}
