package io.quorate.execution;

import io.quorate.schema.decision.DecisionReason;

/** Decisions to do nothing that all the same end a pending entry. */
public final class OrderEnds {

    private OrderEnds() {}

    /** True if an entry that waits in the symbol is to be cancelled. */
    public static boolean isCancellation(DecisionReason reason) {
        return reason == DecisionReason.ORDER_EXPIRED || reason == DecisionReason.ORDER_CANCELLED;
    }
}
