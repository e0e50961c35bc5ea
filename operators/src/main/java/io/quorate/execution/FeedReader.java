package io.quorate.execution;

import io.quorate.schema.decision.Side;
import io.quorate.schema.execution.OrderStatus;
import io.quorate.schema.execution.VenueEvent;
import io.quorate.schema.execution.VenueEventKind;
import io.quorate.schema.execution.VenueReport;
import io.quorate.schema.execution.VenueReportKind;
import io.quorate.schema.state.ParkedEvent;
import io.quorate.schema.state.VenueDeskState;
import io.quorate.schema.state.VenueHolding;
import io.quorate.schema.state.VenueOrderState;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes the venue's feed in its order, once: fills are counted by their execution id, before or after the acceptance and
 * the end of their order. What belongs to no order is parked until its decision had time to come, and then put aside.
 */
final class FeedReader {

    /** Beyond this the feed is not asked for more; a page of it still fits. */
    private static final int MOST_PARKED = 10_000;

    private final VenueDeskState state;
    private final OrderBookState book;
    private final DeskRules rules;
    private final DeskSink out;
    private long endAskedMs = Long.MIN_VALUE;
    private long backlogMs;

    FeedReader(VenueDeskState state, OrderBookState book, DeskRules rules, DeskSink out, long nowMs) {
        this.state = state;
        this.book = book;
        this.rules = rules;
        this.out = out;
        this.backlogMs = nowMs;
    }

    /** When the feed was last asked and had nothing more; {@link Long#MIN_VALUE} before. */
    long endAskedMs() {
        return endAskedMs;
    }

    boolean endReached() {
        return endAskedMs > Long.MIN_VALUE;
    }

    /** True if so much waits for decisions that they should be read first. */
    boolean full() {
        return state.parked.size() >= MOST_PARKED;
    }

    /** A decision was read; while old ones come, parked events wait. */
    void decided(boolean backlog, long nowMs) {
        backlogMs = backlog ? nowMs : backlogMs;
    }

    /**
     * Takes the entries that follow the last one. A place that is missing may hold a fill that is not visible yet: what
     * lies behind it is left for the next look.
     */
    void read(VenuePage page, long askedMs, long nowMs) {
        boolean gap = false;
        for (VenueEvent event : page.events()) {
            if (event.seq() <= state.cursor) {
                out.repeated(event);
            } else if (event.seq() == state.cursor + 1) {
                state.cursor = event.seq();
                take(event, nowMs);
            } else {
                gap = true;
            }
        }
        if (gap) {
            out.missing(state.cursor + 1);
        } else if (page.end()) {
            endAskedMs = Math.max(endAskedMs, askedMs);
        }
    }

    private void take(VenueEvent event, long nowMs) {
        VenueOrderState order = book.find(event.clientOrderId());
        if (order != null) {
            apply(order, event, nowMs);
        } else {
            ParkedEvent parked = new ParkedEvent();
            parked.event = event;
            parked.sinceMs = nowMs;
            state.parked.add(parked);
        }
    }

    /** Applies what came before its order was known. */
    void claim(VenueOrderState order, long nowMs) {
        List<VenueEvent> own = new ArrayList<>(0);
        state.parked.removeIf(p -> {
            boolean mine = p.event.clientOrderId().equals(order.orderId);
            if (mine) {
                own.add(p.event);
            }
            return mine;
        });
        own.forEach(event -> apply(order, event, nowMs));
    }

    void expireParked(long nowMs) {
        state.parked.removeIf(p -> {
            boolean old = nowMs - Math.max(p.sinceMs, backlogMs) > rules.graceMs();
            if (old && p.event.kind() == VenueEventKind.FILL) {
                out.unknown(p.event, "clientOrderId: expected a decision of ours, was none");
            }
            return old;
        });
    }

    private void apply(VenueOrderState order, VenueEvent event, long nowMs) {
        switch (event.kind()) {
            case ACCEPTED -> book.accept(order, out);
            case FILL -> fill(order, event, nowMs);
            case CANCELLED -> book.end(order, OrderStatus.CANCELLED, event.reason(), nowMs, out);
            case EXPIRED -> book.end(order, OrderStatus.EXPIRED, event.reason(), nowMs, out);
            case REJECTED -> book.end(order, OrderStatus.REJECTED, event.reason(), nowMs, out);
        }
    }

    private void fill(VenueOrderState order, VenueEvent event, long nowMs) {
        if (order.executionIds.contains(event.id())) {
            out.repeated(event);
            return;
        }
        String problem = problem(order, event);
        if (problem != null) {
            out.unknown(event, problem);
            return;
        }
        book.fill(order, event.id(), event.quantityMicros(), nowMs);
        out.report(new VenueReport(
                VenueReportKind.FILL,
                event.id(),
                order.orderId,
                order.portfolio,
                order.symbol,
                order.entry,
                order.side,
                event.quantityMicros(),
                event.price(),
                event.feeMicros(),
                event.seq(),
                ""));
    }

    private static @Nullable String problem(VenueOrderState order, VenueEvent event) {
        if (!event.account().equals(order.portfolio) || !event.symbol().equals(order.symbol)) {
            return "order " + order.orderId + ": expected " + order.portfolio + " " + order.symbol + ", was "
                    + event.account() + " " + event.symbol();
        }
        if (event.buy() != OrderDesk.sign(order) > 0) {
            return "order " + order.orderId + ": expected to " + (event.buy() ? "sell" : "buy") + ", was the other";
        }
        if (event.quantityMicros() < 1 || event.quantityMicros() > order.leftMicros()) {
            return "quantityMicros: expected 1.." + order.leftMicros() + ", was " + event.quantityMicros();
        }
        if (!(event.price() > 0) || !Double.isFinite(event.price())) {
            return "price: expected a finite number > 0, was " + event.price();
        }
        long notional = PaperVenue.notionalMicros(event.quantityMicros(), event.price());
        return notional < PaperVenue.MOST_NOTIONAL_MICROS && Math.abs((double) event.feeMicros()) <= notional + 1e12
                ? null
                : "price and feeMicros: expected amounts of an order, was " + event.price() + " and "
                        + event.feeMicros();
    }

    /**
     * Tells what the venue holds, when that and every fill told speak of the same place in the feed; not while fills wait
     * for their decisions, which would then be counted twice.
     */
    boolean reconcile(VenuePositions positions) {
        if (!endReached() || !state.parked.isEmpty() || positions.asOf() != state.cursor) {
            return false;
        }
        TreeMap<String, VenueReport> reports = new TreeMap<>();
        for (VenueHolding h : state.holdings) {
            reports.put(h.portfolio + "|" + h.symbol, position(h.portfolio, h.symbol, Side.NONE, 0, 0));
        }
        for (VenuePositions.Holding h : positions.positions()) {
            reports.put(
                    h.account() + "|" + h.symbol(),
                    position(h.account(), h.symbol(), h.side(), h.quantityMicros(), h.price()));
        }
        for (VenueReport r : reports.values()) {
            book.holding(r.portfolio(), r.symbol()).signedMicros = r.side().sign() * r.quantityMicros();
            out.report(r);
        }
        return true;
    }

    private VenueReport position(String portfolio, String symbol, Side side, long quantityMicros, double price) {
        return new VenueReport(
                VenueReportKind.POSITION,
                "position-" + portfolio + "-" + symbol + "-" + state.cursor,
                "",
                portfolio,
                symbol,
                false,
                side,
                quantityMicros,
                price,
                0,
                state.cursor,
                "");
    }
}
