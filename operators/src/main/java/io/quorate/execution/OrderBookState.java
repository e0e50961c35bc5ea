package io.quorate.execution;

import io.quorate.schema.execution.OrderStatus;
import io.quorate.schema.execution.VenueReportKind;
import io.quorate.schema.state.VenueDeskState;
import io.quorate.schema.state.VenueHolding;
import io.quorate.schema.state.VenueOrderState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The orders of the desk, by id, and what each account holds by the fills of them. */
final class OrderBookState {

    private final VenueDeskState state;
    private final DeskRules rules;
    private final Map<String, VenueOrderState> byId = new HashMap<>();

    OrderBookState(VenueDeskState state, DeskRules rules, long nowMs) {
        this.state = state;
        this.rules = rules;
        state.orders.forEach(order -> byId.put(order.orderId, order));
        forget(nowMs);
    }

    @Nullable
    VenueOrderState find(String orderId) {
        return byId.get(orderId);
    }

    void add(VenueOrderState order) {
        state.orders.add(order);
        byId.put(order.orderId, order);
    }

    /** Orders that may still change, in the order of their decisions; a copy. */
    List<VenueOrderState> live() {
        List<VenueOrderState> live = new ArrayList<>();
        for (VenueOrderState order : state.orders) {
            if (!order.status.terminal()) {
                live.add(order);
            }
        }
        return live;
    }

    void accept(VenueOrderState order, DeskSink out) {
        if (order.status == OrderStatus.NEW) {
            order.status = OrderStatus.ACCEPTED;
            order.attempts = 0;
            out.report(OrderDesk.report(order, VenueReportKind.ACCEPTED, 0, ""));
        }
    }

    void end(VenueOrderState order, OrderStatus status, String reason, long nowMs, DeskSink out) {
        if (order.status.terminal()) {
            return;
        }
        order.status = status;
        order.doneMs = nowMs;
        VenueReportKind kind = switch (status) {
            case CANCELLED -> VenueReportKind.CANCELLED;
            case REJECTED -> VenueReportKind.REJECTED;
            case EXPIRED -> VenueReportKind.EXPIRED;
            case NEW, ACCEPTED, PARTIALLY_FILLED, FILLED ->
                throw new IllegalArgumentException("expected an end without a fill, was " + status);
        };
        out.report(OrderDesk.report(order, kind, 0, reason));
    }

    /** Counts a fill; one that comes after the end of its order counts too. */
    void fill(VenueOrderState order, String executionId, long quantityMicros, long nowMs) {
        order.executionIds.add(executionId);
        order.filledMicros += quantityMicros;
        holding(order.portfolio, order.symbol).signedMicros += OrderDesk.sign(order) * quantityMicros;
        if (order.leftMicros() == 0) {
            order.status = OrderStatus.FILLED;
            order.doneMs = nowMs;
        } else if (!order.status.terminal()) {
            order.status = OrderStatus.PARTIALLY_FILLED;
        }
    }

    VenueHolding holding(String portfolio, String symbol) {
        for (VenueHolding h : state.holdings) {
            if (h.portfolio.equals(portfolio) && h.symbol.equals(symbol)) {
                return h;
            }
        }
        VenueHolding added = new VenueHolding();
        added.portfolio = portfolio;
        added.symbol = symbol;
        state.holdings.add(added);
        return added;
    }

    /** Drops orders that ended longer ago than the retention. */
    void forget(long nowMs) {
        boolean dropped = state.orders.removeIf(o -> o.status.terminal() && o.doneMs < nowMs - rules.retentionMs());
        if (dropped) {
            byId.clear();
            state.orders.forEach(order -> byId.put(order.orderId, order));
        }
    }
}
