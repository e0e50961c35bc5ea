package io.quorate.execution;

import java.io.Serializable;
import java.util.concurrent.CompletableFuture;

/**
 * The way to an external venue. No call waits; every future completes with a value, in a thread of the link, and
 * exceptionally only for the feed and the positions, which are then asked for again.
 */
public interface VenueLink extends AutoCloseable {

    /** Places an order, or finds it when the venue has one of that client order id. */
    CompletableFuture<VenueAnswer> place(OrderTicket ticket);

    CompletableFuture<VenueAnswer> cancel(String clientOrderId);

    /** What the feed has after a place in it. */
    CompletableFuture<VenuePage> feed(long after);

    CompletableFuture<VenuePositions> positions();

    Breaker breaker();

    @Override
    void close();

    /** State of the circuit to the venue, by rising severity. */
    enum Breaker {
        CLOSED(0),
        HALF_OPEN(1),
        OPEN(2);

        private final int figure;

        Breaker(int figure) {
            this.figure = figure;
        }

        /** How it is shown in the metrics. */
        public int figure() {
            return figure;
        }
    }

    /** Opens the link where it is used; serialised with the job graph. */
    @FunctionalInterface
    interface Address extends Serializable {
        VenueLink open();
    }
}
