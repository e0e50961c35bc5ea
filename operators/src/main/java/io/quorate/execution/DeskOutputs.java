package io.quorate.execution;

import io.quorate.schema.execution.VenueEvent;
import io.quorate.schema.execution.VenueReport;
import io.quorate.schema.market.DeadLetter;
import io.quorate.schema.market.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the desk's findings go: counted, handed on, and logged when somebody has to look. */
final class DeskOutputs implements DeskSink {

    private static final Logger LOG = LoggerFactory.getLogger(DeskOutputs.class);
    private static final String FEED = "venue";
    private static final int MOST_PAYLOAD = 1_024;

    private final Consumer<VenueReport> reports;
    private final Consumer<DeadLetter> deadLetters;
    private final Consumer<OrderTicket> place;
    private final Consumer<String> cancel;
    private final Consumer<DeskCount> counts;
    private boolean feedFails;
    private long missing;

    DeskOutputs(
            Consumer<VenueReport> reports,
            Consumer<DeadLetter> deadLetters,
            Consumer<OrderTicket> place,
            Consumer<String> cancel,
            Consumer<DeskCount> counts) {
        this.reports = reports;
        this.deadLetters = deadLetters;
        this.place = place;
        this.cancel = cancel;
        this.counts = counts;
    }

    @Override
    public void place(OrderTicket ticket) {
        place.accept(ticket);
    }

    @Override
    public void cancel(String clientOrderId) {
        cancel.accept(clientOrderId);
    }

    @Override
    public void report(VenueReport report) {
        switch (report.kind()) {
            case FILL -> counts.accept(DeskCount.FILLS);
            case CANCELLED -> counts.accept(DeskCount.CANCELLED);
            case EXPIRED -> counts.accept(DeskCount.EXPIRED);
            case REJECTED -> {
                counts.accept(DeskCount.REJECTED);
                LOG.warn(
                        "order={} portfolio={} rejected reason=\"{}\"",
                        report.orderId(),
                        report.portfolio(),
                        report.reason());
            }
            case ACCEPTED, POSITION -> {}
        }
        reports.accept(report);
    }

    @Override
    public void unknown(VenueEvent event, String detail) {
        counts.accept(DeskCount.UNKNOWN_FILLS);
        LOG.error(
                "unknown fill seq={} id={} account={} detail=\"{}\"", event.seq(), event.id(), event.account(), detail);
        byte[] text = event.toString().getBytes(StandardCharsets.UTF_8);
        byte[] kept = text.length > MOST_PAYLOAD ? Arrays.copyOf(text, MOST_PAYLOAD) : text;
        deadLetters.accept(new DeadLetter(
                FEED,
                0,
                event.seq(),
                RejectReason.UNKNOWN_FILL,
                detail,
                Base64.getEncoder().encodeToString(kept),
                text.length));
    }

    @Override
    public void repeated(VenueEvent event) {
        counts.accept(DeskCount.REPEATED);
    }

    @Override
    public void missing(long seq) {
        counts.accept(DeskCount.FEED_GAPS);
        if (seq != missing) {
            missing = seq;
            LOG.warn("feed of the venue lacks seq={}, later entries wait", seq);
        }
    }

    /** Counts how a request for an order ended. */
    void placed(VenueAnswer answer) {
        counts.accept(
                switch (answer.kind()) {
                    case DONE -> DeskCount.ORDERS_ACCEPTED;
                    case REFUSED -> DeskCount.ORDERS_REFUSED;
                    case NOT_SENT -> DeskCount.REQUESTS_NOT_SENT;
                    case UNKNOWN -> DeskCount.REQUESTS_UNANSWERED;
                });
    }

    /** Counts a look at the feed; says when it begins to fail and when it works again. */
    void fed(@Nullable Throwable failure) {
        if (failure != null) {
            counts.accept(DeskCount.FEED_FAILURES);
        }
        if (feedFails != (failure != null)) {
            feedFails = failure != null;
            LOG.warn(
                    feedFails ? "feed of the venue fails reason=\"{}\"" : "feed of the venue works again",
                    String.valueOf(failure));
        }
    }
}
