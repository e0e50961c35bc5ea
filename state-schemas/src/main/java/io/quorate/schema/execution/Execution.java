package io.quorate.schema.execution;

import io.quorate.schema.decision.Side;

/**
 * A fill of the paper venue. Output only: a replay computes it again.
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
        long realisedMicros) {}
