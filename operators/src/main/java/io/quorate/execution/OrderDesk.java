package io.quorate.execution;

import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.decision.LeanDecision;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.Side;
import io.quorate.schema.execution.OrderStatus;
import io.quorate.schema.execution.VenueReport;
import io.quorate.schema.execution.VenueReportKind;
import io.quorate.schema.state.VenueDeskState;
import io.quorate.schema.state.VenueOrderState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Carries decisions to an external venue and tells what became of them.
 *
 * <p>Three rules make one order of one decision, whatever is lost or comes twice. The client order id is the id of the
 * decision, and the venue keeps one order of an id, so asking again is safe. Every order has a last time at which the
 * venue may accept it. Whatever the venue accepts is in its feed: an order that is not in a feed read to its end after
 * that time never was and never will be. So an order that may have been sent is given up by the feed alone, never
 * because an answer was missed.
 *
 * <p>Nothing is sent before the feed was read to its end once. Cancellations go first, then exits, then entries. A kill
 * switch ends entries at once when they were never sent, else it cancels them. Reads no clock; not thread-safe.
 */
public final class OrderDesk {

    private static final String KILLED = "KILLED";

    private final DeskRules rules;
    private final DeskSink out;
    private final OrderBookState book;
    private final KillSwitch kills;
    private final FeedReader feed;
    private final long startedMs;
    private final Set<String> inFlight = new HashSet<>();

    /**
     * A desk that goes on from a state.
     *
     * @param state changed by every call
     * @param nowMs wall time of the start: what was decided before may have been sent by an earlier run
     */
    public OrderDesk(VenueDeskState state, DeskRules rules, DeskSink out, long nowMs) {
        this.rules = rules;
        this.out = out;
        this.startedMs = nowMs;
        this.book = new OrderBookState(state, rules, nowMs);
        this.kills = new KillSwitch(state);
        this.feed = new FeedReader(state, book, rules, out, nowMs);
        for (VenueOrderState order : state.orders) {
            order.maybeSent = true;
            order.nextAttemptMs = 0;
        }
    }

    /** Hears a decision; the same one again changes nothing. */
    public void decide(LeanDecision d, long decidedMs, long nowMs) {
        feed.decided(decidedMs <= startedMs, nowMs);
        if (d.outcome() == Outcome.NO_ACTION) {
            if (OrderEnds.isCancellation(d.reason())) {
                cancel(d, true);
            }
            return;
        }
        boolean entry = d.outcome() == Outcome.TAKE_ACTION;
        if ((!entry && d.outcome() != Outcome.EXIT_POSITION) || book.find(d.id()) != null) {
            return;
        }
        if (!entry) {
            // an exit ends what is left of its entry, and takes the place of an exit of a part
            cancel(d, false);
        }
        VenueOrderState order = new VenueOrderState();
        order.orderId = d.id();
        order.portfolio = d.portfolio();
        order.symbol = d.symbol();
        order.entry = entry;
        order.side = d.side();
        order.quantityMicros = d.quantityMicros();
        order.ledgerIndex = d.ledgerIndex();
        order.validUntilMs = decidedMs + (entry ? rules.entryValidMs() : rules.exitValidMs());
        order.maybeSent = decidedMs <= startedMs + rules.skewMs();
        book.add(order);
        feed.claim(order, nowMs);
        if (entry && kills.killed(order.portfolio)) {
            kill(order, nowMs);
        }
    }

    /** Hears that a kill switch was asked for, before anybody has granted it. */
    public void kill(String scope, long requestOffset, long nowMs) {
        if (!kills.kill(scope, requestOffset)) {
            return;
        }
        for (VenueOrderState order : book.live()) {
            if (order.entry && (scope.equals(ControlRecord.ALL) || scope.equals(order.portfolio))) {
                kill(order, nowMs);
            }
        }
    }

    /** Hears that the sequencer granted to go on. */
    public void resume(String scope, long requestOffset) {
        kills.resume(scope, requestOffset);
    }

    /** True if a kill switch holds the portfolio. */
    public boolean killed(String portfolio) {
        return kills.killed(portfolio);
    }

    /** Hears how a request for an order ended. */
    public void placed(String orderId, VenueAnswer answer, long nowMs) {
        inFlight.remove(orderId);
        VenueOrderState order = book.find(orderId);
        if (order == null || order.status != OrderStatus.NEW) {
            return;
        }
        switch (answer.kind()) {
            case DONE -> book.accept(order, out);
            case REFUSED -> book.end(order, OrderStatus.REJECTED, answer.reason(), nowMs, out);
            case NOT_SENT -> order.nextAttemptMs = nowMs + rules.retryMs();
            case UNKNOWN -> order.nextAttemptMs = nowMs + rules.retryMs(order.attempts++);
        }
    }

    /** Hears how a cancellation ended; what it did is in the feed. */
    public void cancelled(String orderId, VenueAnswer answer, long nowMs) {
        inFlight.remove(orderId);
        VenueOrderState order = book.find(orderId);
        if (order != null && !order.status.terminal()) {
            order.nextAttemptMs = nowMs
                    + (answer.kind() == VenueAnswer.Kind.NOT_SENT ? rules.retryMs() : rules.retryMs(order.attempts++));
        }
    }

    /** Hears a part of the feed, asked for at {@code askedMs}. */
    public void read(VenuePage page, long askedMs, long nowMs) {
        feed.read(page, askedMs, nowMs);
    }

    /** True if the feed is not to be read on before more decisions are. */
    public boolean full() {
        return feed.full();
    }

    /** Hears what the accounts hold; tells it on when no fill lies between. False: ask again. */
    public boolean reconcile(VenuePositions positions) {
        return feed.reconcile(positions);
    }

    /** True once the feed was read to its end. */
    public boolean reconciled() {
        return feed.endReached();
    }

    /** Orders that may still change. */
    public int live() {
        return book.live().size();
    }

    /** Does what is due. To be called a few times a second. */
    public void tick(long nowMs) {
        feed.expireParked(nowMs);
        if (!feed.endReached()) {
            return;
        }
        List<VenueOrderState> entries = new ArrayList<>();
        List<VenueOrderState> exits = new ArrayList<>();
        for (VenueOrderState order : book.live()) {
            if (inFlight.contains(order.orderId) || order.nextAttemptMs > nowMs || giveUp(order, nowMs)) {
                continue;
            }
            if (order.cancelWanted) {
                inFlight.add(order.orderId);
                out.cancel(order.orderId);
            } else if (order.status == OrderStatus.NEW && nowMs <= order.validUntilMs) {
                (order.entry ? entries : exits).add(order);
            }
        }
        exits.forEach(this::place);
        entries.forEach(this::place);
        book.forget(nowMs);
    }

    private void place(VenueOrderState order) {
        order.maybeSent = true;
        inFlight.add(order.orderId);
        out.place(OrderTicket.of(order));
    }

    /** Ends an order that the venue cannot have and will never have. */
    private boolean giveUp(VenueOrderState order, long nowMs) {
        if (order.status != OrderStatus.NEW) {
            return false;
        }
        boolean never = !order.maybeSent && order.cancelWanted;
        boolean notInTheFeed = feed.endAskedMs() > order.validUntilMs + rules.skewMs();
        if (!never && !notInTheFeed) {
            return false;
        }
        OrderStatus end = !order.refusal.isEmpty()
                ? OrderStatus.REJECTED
                : order.cancelWanted ? OrderStatus.CANCELLED : OrderStatus.EXPIRED;
        book.end(order, end, order.refusal, nowMs, out);
        return true;
    }

    private void kill(VenueOrderState order, long nowMs) {
        order.refusal = KILLED;
        order.cancelWanted = true;
        if (!order.maybeSent) {
            book.end(order, OrderStatus.REJECTED, KILLED, nowMs, out);
        }
    }

    /** Cancels what was decided before: after a crash the decision may come again, behind later ones. */
    private void cancel(LeanDecision d, boolean onlyEntries) {
        for (VenueOrderState order : book.live()) {
            boolean own = order.portfolio.equals(d.portfolio()) && order.symbol.equals(d.symbol());
            if (own && (order.entry || !onlyEntries) && order.ledgerIndex <= d.ledgerIndex()) {
                order.cancelWanted = true;
            }
        }
    }

    /** A report of the end or the acceptance of an order. */
    static VenueReport report(VenueOrderState order, VenueReportKind kind, long venueSeq, String reason) {
        return new VenueReport(
                kind,
                order.orderId + "-" + kind,
                order.orderId,
                order.portfolio,
                order.symbol,
                order.entry,
                order.side,
                order.leftMicros(),
                0,
                0,
                venueSeq,
                reason);
    }

    /** The side of the position a trade of this order belongs to, as a sign of its change. */
    static int sign(VenueOrderState order) {
        return order.entry == (order.side == Side.LONG) ? 1 : -1;
    }
}
