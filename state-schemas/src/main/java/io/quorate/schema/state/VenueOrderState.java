package io.quorate.schema.state;

import io.quorate.schema.decision.Side;
import io.quorate.schema.execution.OrderStatus;
import java.util.ArrayList;
import java.util.List;

/** One order at an external venue. Times are wall-clock. */
public final class VenueOrderState {

    /** Client order id: the id of the decision. */
    public String orderId = "";

    public String portfolio = "";
    public String symbol = "";
    /** True if it opens a position. */
    public boolean entry;
    /** Side of the position it opens or closes. */
    public Side side = Side.NONE;

    public long quantityMicros;
    public long filledMicros;
    public OrderStatus status = OrderStatus.NEW;

    /** Last time at which the venue may accept it. */
    public long validUntilMs;
    /** True if a request for it may have reached the venue, by this or an earlier run. */
    public boolean maybeSent;
    /** True if it is to be cancelled. */
    public boolean cancelWanted;
    /** Why the gateway refuses it; empty when it does not. */
    public String refusal = "";
    /** Requests without a usable answer, in a row. */
    public int attempts;
    /** Not to be asked for again before. */
    public long nextAttemptMs;
    /** When it ended; 0 while it lives. */
    public long doneMs;

    /** Ids of its fills. */
    public List<String> executionIds = new ArrayList<>();
    /** Place of its decision in the portfolio's ledger; 0 in state older than the field. */
    public long ledgerIndex;

    /** What is left to fill. */
    public long leftMicros() {
        return quantityMicros - filledMicros;
    }
}
