package io.quorate.schema.execution;

/** Where an order of an external venue stands, as far as its gateway knows. */
public enum VenueOrderStatus {
    /** Decided; the venue has not been heard of. */
    NEW,
    ACCEPTED,
    PARTIALLY_FILLED,
    FILLED,
    CANCELLED,
    REJECTED,
    EXPIRED;

    /** True if nothing is left to happen; a fill that comes still counts. */
    public boolean done() {
        return ordinal() >= FILLED.ordinal();
    }
}
