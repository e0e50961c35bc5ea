package io.quorate.schema.execution;

/**
 * One entry of the feed of an external venue, as it came.
 *
 * @param seq place in the feed, from 1
 * @param id execution id of a FILL, otherwise empty
 * @param kind what happened
 * @param clientOrderId order it belongs to
 * @param account portfolio
 * @param symbol instrument
 * @param buy true if the account bought
 * @param quantityMicros filled size
 * @param price fill price
 * @param feeMicros fee, micro-units
 * @param reason the venue's words for an order that ended
 */
public record VenueEvent(
        long seq,
        String id,
        VenueEventKind kind,
        String clientOrderId,
        String account,
        String symbol,
        boolean buy,
        long quantityMicros,
        double price,
        long feeMicros,
        String reason) {}
