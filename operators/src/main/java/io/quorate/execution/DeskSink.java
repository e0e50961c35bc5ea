package io.quorate.execution;

import io.quorate.schema.execution.VenueEvent;
import io.quorate.schema.execution.VenueReport;

/** Takes what the order desk wants done and what it found. */
public interface DeskSink {

    /** Ask the venue for an order; the answer goes to {@link OrderDesk#placed}. */
    void place(OrderTicket ticket);

    /** Ask the venue to cancel; the answer goes to {@link OrderDesk#cancelled}. */
    void cancel(String clientOrderId);

    void report(VenueReport report);

    /** A fill that belongs to nothing; it moves no position. */
    void unknown(VenueEvent event, String detail);

    /** An entry in the feed that was there before. */
    void repeated(VenueEvent event);

    /** A place in the feed that is not there yet though later ones are. */
    void missing(long seq);
}
