package io.quorate.execution;

import java.util.Objects;

/**
 * How a request about one order ended.
 *
 * @param kind what is known
 * @param reason the venue's words, or what went wrong
 */
public record VenueAnswer(Kind kind, String reason) {

    /** What is known after a request. */
    public enum Kind {
        /** The venue has the order, or took the cancellation. */
        DONE,
        /** The venue will never have the order, or has none to cancel. */
        REFUSED,
        /** The request was not sent: circuit open, or too many requests. */
        NOT_SENT,
        /** The request may have arrived. */
        UNKNOWN
    }

    public static final VenueAnswer DONE = new VenueAnswer(Kind.DONE, "");

    public VenueAnswer {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(reason, "reason");
    }
}
