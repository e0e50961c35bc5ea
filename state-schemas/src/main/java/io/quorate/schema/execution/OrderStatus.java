package io.quorate.schema.execution;

/** Where an order is in its life. */
public enum OrderStatus {
    /** Decided, not yet at the venue. */
    NEW,
    /** Worked by the venue. */
    ACCEPTED,
    PARTIALLY_FILLED,
    FILLED,
    CANCELLED,
    /** Refused by the venue. */
    REJECTED,
    EXPIRED;

    /** True when nothing can happen to it any more. */
    public boolean terminal() {
        return switch (this) {
            case NEW, ACCEPTED, PARTIALLY_FILLED -> false;
            case FILLED, CANCELLED, REJECTED, EXPIRED -> true;
        };
    }
}
