package io.quorate.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.quorate.schema.execution.OrderStatus;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderLifecycleTest {

    private static final Map<String, OrderStatus> MOVES = Map.ofEntries(
            Map.entry("NEW ACCEPT", OrderStatus.ACCEPTED),
            Map.entry("NEW REJECT", OrderStatus.REJECTED),
            Map.entry("NEW CANCEL", OrderStatus.CANCELLED),
            Map.entry("NEW EXPIRE", OrderStatus.EXPIRED),
            Map.entry("ACCEPTED FILL_PART", OrderStatus.PARTIALLY_FILLED),
            Map.entry("ACCEPTED FILL_REST", OrderStatus.FILLED),
            Map.entry("ACCEPTED CANCEL", OrderStatus.CANCELLED),
            Map.entry("ACCEPTED EXPIRE", OrderStatus.EXPIRED),
            Map.entry("PARTIALLY_FILLED FILL_PART", OrderStatus.PARTIALLY_FILLED),
            Map.entry("PARTIALLY_FILLED FILL_REST", OrderStatus.FILLED),
            Map.entry("PARTIALLY_FILLED CANCEL", OrderStatus.CANCELLED),
            Map.entry("PARTIALLY_FILLED EXPIRE", OrderStatus.EXPIRED));

    @Test
    void everyOtherMoveIsABrokenInvariant() {
        for (OrderStatus status : OrderStatus.values()) {
            for (OrderEvent event : OrderEvent.values()) {
                OrderStatus next = MOVES.get(status + " " + event);
                if (next != null) {
                    assertThat(OrderLifecycle.next(status, event)).isEqualTo(next);
                } else {
                    assertThatIllegalStateException()
                            .isThrownBy(() -> OrderLifecycle.next(status, event))
                            .withMessage("expected an order that can " + event + ", was " + status);
                }
            }
        }
    }
}
