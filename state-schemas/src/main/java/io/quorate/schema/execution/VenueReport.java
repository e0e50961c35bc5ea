package io.quorate.schema.execution;

import io.quorate.schema.decision.Side;
import java.util.Objects;

/**
 * One record of the external executions topic: what an external venue did with an order, or what an account holds there.
 *
 * @param kind what it tells
 * @param id identity: the venue's execution id of a FILL, otherwise made of the order and the kind
 * @param orderId client order id, which is the id of the decision; empty for a POSITION
 * @param portfolio whose order or account
 * @param symbol instrument
 * @param entry true if the order opens a position
 * @param side side of the position; NONE for a POSITION of nothing
 * @param quantityMicros filled size, size held, or for the end of an order what was left of it; millionths of a unit
 * @param price fill price, or mean entry price of what is held; 0 otherwise
 * @param feeMicros fee of a fill, micro-units of the quote currency
 * @param venueSeq place in the venue's feed of executions, rising by one rule for all accounts; 0 for what the gateway
 *     says by itself
 * @param reason why an order ended; otherwise empty
 */
public record VenueReport(
        VenueReportKind kind,
        String id,
        String orderId,
        String portfolio,
        String symbol,
        boolean entry,
        Side side,
        long quantityMicros,
        double price,
        long feeMicros,
        long venueSeq,
        String reason) {

    public VenueReport {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(orderId, "orderId");
        Objects.requireNonNull(portfolio, "portfolio");
        Objects.requireNonNull(symbol, "symbol");
        Objects.requireNonNull(side, "side");
        Objects.requireNonNull(reason, "reason");
    }
}
