package io.quorate.schema.execution;

/** Kind of an entry in the feed of an external venue. */
public enum VenueEventKind {
    ACCEPTED,
    FILL,
    CANCELLED,
    EXPIRED,
    REJECTED
}
