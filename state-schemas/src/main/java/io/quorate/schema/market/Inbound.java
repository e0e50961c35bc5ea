package io.quorate.schema.market;

import org.jspecify.annotations.Nullable;

/**
 * What decoding made of one Kafka record: exactly one of the two parts is set.
 *
 * @param partition source partition
 * @param event the decoded event
 * @param refused why it could not be used
 */
public record Inbound(
        int partition,
        @Nullable MarketEvent event,
        @Nullable DeadLetter refused) {}
