package io.quorate.execution;

import io.quorate.schema.decision.Side;
import io.quorate.schema.execution.VenueEvent;
import io.quorate.schema.execution.VenueEventKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A venue in memory that keeps the three rules of the protocol: one order of a client order id, none accepted after its
 * time, everything it does in the feed. Fills when told to. Thread-safe.
 */
public final class FakeVenue {

    /** An order at the venue. */
    public static final class Order {
        public final OrderTicket ticket;
        long filled;
        boolean done;

        public boolean isDone() {
            return done;
        }

        Order(OrderTicket ticket) {
            this.ticket = ticket;
        }

        public long left() {
            return ticket.quantityMicros() - filled;
        }
    }

    private final Map<String, Order> orders = new LinkedHashMap<>();
    private final List<VenueEvent> feed = new ArrayList<>();
    private final Map<String, Long> signed = new TreeMap<>();
    private final Map<String, Integer> asked = new HashMap<>();
    private int executions;

    /** Places or finds an order. */
    public synchronized VenueAnswer place(OrderTicket t, long nowMs) {
        asked.merge(t.clientOrderId(), 1, Integer::sum);
        if (orders.containsKey(t.clientOrderId())) {
            return VenueAnswer.DONE;
        }
        if (nowMs > t.validUntilMs()) {
            return new VenueAnswer(VenueAnswer.Kind.REFUSED, "too late");
        }
        Order order = new Order(t);
        orders.put(t.clientOrderId(), order);
        add(order, VenueEventKind.ACCEPTED, "", 0, 0);
        return VenueAnswer.DONE;
    }

    public synchronized VenueAnswer cancel(String id) {
        Order order = orders.get(id);
        if (order == null || order.done) {
            return new VenueAnswer(VenueAnswer.Kind.REFUSED, "nothing to cancel");
        }
        order.done = true;
        add(order, VenueEventKind.CANCELLED, "", 0, 0);
        return VenueAnswer.DONE;
    }

    /** Fills a part of an order, also of one that is done; gives the event. */
    public synchronized VenueEvent fill(String id, long quantityMicros, double price) {
        Order order = Objects.requireNonNull(orders.get(id));
        order.filled += quantityMicros;
        order.done |= order.left() == 0;
        OrderTicket t = order.ticket;
        signed.merge(t.account() + "|" + t.symbol(), t.buy() ? quantityMicros : -quantityMicros, Long::sum);
        return add(order, VenueEventKind.FILL, "x" + ++executions, quantityMicros, price);
    }

    /** Puts an entry of the feed there again, under a new place. */
    public synchronized void repeat(VenueEvent e) {
        feed.add(new VenueEvent(
                feed.size() + 1,
                e.id(),
                e.kind(),
                e.clientOrderId(),
                e.account(),
                e.symbol(),
                e.buy(),
                e.quantityMicros(),
                e.price(),
                e.feeMicros(),
                e.reason()));
    }

    /** A fill of somebody else's order in an account of ours. */
    public synchronized void foreignFill(String account, String symbol, long quantityMicros, double price) {
        signed.merge(account + "|" + symbol, quantityMicros, Long::sum);
        feed.add(new VenueEvent(
                feed.size() + 1,
                "x" + ++executions,
                VenueEventKind.FILL,
                "by-hand-" + executions,
                account,
                symbol,
                true,
                quantityMicros,
                price,
                0,
                ""));
    }

    private VenueEvent add(Order order, VenueEventKind kind, String id, long quantityMicros, double price) {
        OrderTicket t = order.ticket;
        VenueEvent e = new VenueEvent(
                feed.size() + 1,
                id,
                kind,
                t.clientOrderId(),
                t.account(),
                t.symbol(),
                t.buy(),
                quantityMicros,
                price,
                quantityMicros / 1_000,
                "");
        feed.add(e);
        return e;
    }

    public synchronized VenuePage feed(long after, int limit) {
        int from = (int) Math.min(after, feed.size());
        int to = Math.min(from + limit, feed.size());
        return new VenuePage(feed.subList(from, to), to == feed.size());
    }

    public synchronized VenuePositions positions() {
        List<VenuePositions.Holding> held = new ArrayList<>();
        signed.forEach((name, q) -> {
            if (q != 0) {
                String[] parts = name.split("\\|");
                held.add(new VenuePositions.Holding(
                        parts[0], parts[1], q > 0 ? Side.LONG : Side.SHORT, Math.abs(q), 100));
            }
        });
        return new VenuePositions(feed.size(), held);
    }

    /** Orders by client order id. */
    public synchronized Map<String, Order> orders() {
        return new LinkedHashMap<>(orders);
    }

    /** How often an order was asked for. */
    public synchronized int asked(String id) {
        return asked.getOrDefault(id, 0);
    }

    /** Long minus short of an account, millionths of a unit. */
    public synchronized long signedMicros(String account, String symbol) {
        return signed.getOrDefault(account + "|" + symbol, 0L);
    }
}
