package io.quorate.schema.execution;

/** What an external venue's gateway tells of an order or of an account. */
public enum VenueReportKind {
    /** The venue works the order. */
    ACCEPTED,
    /** A part of the order, or all that was left, was filled. */
    FILL,
    /** The order ended on request with the quantity left unfilled. */
    CANCELLED,
    /** The venue or the gateway refused the order; nothing of it will be filled. */
    REJECTED,
    /** The order ran out of time with the quantity left unfilled. */
    EXPIRED,
    /** What the account holds in a symbol, all fills before it counted. */
    POSITION;

    /** True if the order is at its end. */
    public boolean ends() {
        return switch (this) {
            case CANCELLED, REJECTED, EXPIRED -> true;
            case ACCEPTED, FILL, POSITION -> false;
        };
    }
}
