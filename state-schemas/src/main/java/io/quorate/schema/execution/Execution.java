package io.quorate.schema.execution;

import io.quorate.schema.decision.Side;

/**
 * What the paper venue reports of an order: a fill, or that it refused or cancelled what was left, with quantity 0.
 * Output only: a replay computes it again.
 *
 * @param id order id and fill ordinal
 * @param decisionId decision it carries out; also the client order id
 * @param portfolio whose position changes
 * @param symbol instrument
 * @param tsMs event time of the sample it was filled in
 * @param seq sequence of that sample
 * @param reason entry or the exit's reason
 * @param side side of the position
 * @param quantityMicros filled size in millionths of a unit
 * @param price fill price, spread and slippage included
 * @param feeMicros fee in micro-units of the quote currency
 * @param realisedMicros profit or loss of the closed part after its exit fee, micro-units; 0 for an entry
 * @param status where the order is after it
 * @param leftMicros what is left of the order, or was when it ended
 * @param maker true if the order waited in the book at its limit
 */
public record Execution(
        String id,
        String decisionId,
        String portfolio,
        String symbol,
        long tsMs,
        long seq,
        FillReason reason,
        Side side,
        long quantityMicros,
        double price,
        long feeMicros,
        long realisedMicros,
        OrderStatus status,
        long leftMicros,
        boolean maker) {

    /** A fill of a whole order that took what was offered. */
    public Execution(
            String id,
            String decisionId,
            String portfolio,
            String symbol,
            long tsMs,
            long seq,
            FillReason reason,
            Side side,
            long quantityMicros,
            double price,
            long feeMicros,
            long realisedMicros) {
        this(
                id,
                decisionId,
                portfolio,
                symbol,
                tsMs,
                seq,
                reason,
                side,
                quantityMicros,
                price,
                feeMicros,
                realisedMicros,
                OrderStatus.FILLED,
                0,
                false);
    }

    /** True if a position changed. */
    public boolean fill() {
        return quantityMicros > 0;
    }
}
