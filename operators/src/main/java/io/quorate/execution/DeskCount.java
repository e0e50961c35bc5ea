package io.quorate.execution;

/** What the order desk counts, once each, since its task started. */
public enum DeskCount {
    ORDERS_ACCEPTED("orders the venue took when asked"),
    ORDERS_REFUSED("orders the venue refused when asked"),
    REQUESTS_NOT_SENT("requests for an order held back by circuit or rate limit"),
    REQUESTS_UNANSWERED("requests for an order whose outcome is unknown, asked again"),
    FILLS("fills passed on"),
    REPEATED("entries of the feed that were there before"),
    UNKNOWN_FILLS("fills that belong to nothing, each a dead letter"),
    REJECTED("orders that ended refused, by the venue or a kill switch"),
    EXPIRED("orders that ran out of time"),
    CANCELLED("orders that were cancelled"),
    FEED_FAILURES("looks at the feed that failed"),
    FEED_GAPS("looks at the feed that found a place missing");

    private final String meaning;

    DeskCount(String meaning) {
        this.meaning = meaning;
    }

    /** What is counted, for a reader. */
    public String meaning() {
        return meaning;
    }
}
