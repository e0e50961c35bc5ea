package io.quorate.schema.market;

/**
 * A valid record that came after its partition had moved on by more than the allowed lateness.
 *
 * @param event the record
 * @param maxTsMs greatest event time of the partition when it arrived
 */
public record LateEvent(MarketEvent event, long maxTsMs) {}
