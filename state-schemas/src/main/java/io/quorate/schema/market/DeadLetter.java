package io.quorate.schema.market;

/**
 * A refused input record, with where it came from and why.
 *
 * @param topic source topic
 * @param partition source partition
 * @param offset source offset
 * @param reason reason code
 * @param detail field and expectation, for a human
 * @param payloadBase64 the bytes, cut to a limit
 * @param payloadBytes size of the whole payload
 */
public record DeadLetter(
        String topic,
        int partition,
        long offset,
        RejectReason reason,
        String detail,
        String payloadBase64,
        int payloadBytes) {}
