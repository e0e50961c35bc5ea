package io.quorate.execution;

import io.quorate.schema.execution.OrderStatus;
import org.jspecify.annotations.Nullable;

/**
 * The life of an order.
 *
 * <pre>
 * NEW -accept-> ACCEPTED -fill part-> PARTIALLY_FILLED -fill rest-> FILLED
 * NEW -reject-> REJECTED;  NEW, ACCEPTED, PARTIALLY_FILLED -cancel-> CANCELLED, -expire-> EXPIRED
 * </pre>
 */
public final class OrderLifecycle {

    private OrderLifecycle() {}

    /** Where an event takes an order. Throws IllegalStateException for one that cannot happen there. */
    static OrderStatus next(OrderStatus status, OrderEvent event) {
        OrderStatus next = switch (event) {
            case ACCEPT -> status == OrderStatus.NEW ? OrderStatus.ACCEPTED : null;
            case REJECT -> status == OrderStatus.NEW ? OrderStatus.REJECTED : null;
            case FILL_PART -> working(status) ? OrderStatus.PARTIALLY_FILLED : null;
            case FILL_REST -> working(status) ? OrderStatus.FILLED : null;
            case CANCEL -> status.terminal() ? null : OrderStatus.CANCELLED;
            case EXPIRE -> status.terminal() ? null : OrderStatus.EXPIRED;
        };
        return require(next, status, event);
    }

    private static boolean working(OrderStatus status) {
        return status == OrderStatus.ACCEPTED || status == OrderStatus.PARTIALLY_FILLED;
    }

    private static OrderStatus require(@Nullable OrderStatus next, OrderStatus status, OrderEvent event) {
        if (next == null) {
            throw new IllegalStateException("expected an order that can " + event + ", was " + status);
        }
        return next;
    }
}
