package io.quorate.job.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * One record of a topic. Two are equal when they are the same content at the same place.
 *
 * @param partition partition it was read from
 * @param offset offset in that partition
 * @param appendMs time the broker gave it, epoch ms
 * @param key key bytes; null for none
 * @param value value bytes; null for a tombstone
 * @param headers header values by name, the last of equal names
 */
public record TopicRecord(
        int partition,
        long offset,
        long appendMs,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Map<String, byte[]> headers) {

    static TopicRecord of(ConsumerRecord<byte[], byte[]> record) {
        Map<String, byte[]> headers = new TreeMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), header.value());
        }
        return new TopicRecord(
                record.partition(), record.offset(), record.timestamp(), record.key(), record.value(), headers);
    }

    /** The key as UTF-8; empty for none. */
    public String keyText() {
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }

    /** The value as UTF-8; empty for a tombstone. */
    public String valueText() {
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof TopicRecord r
                && partition == r.partition
                && offset == r.offset
                && Arrays.equals(key, r.key)
                && Arrays.equals(value, r.value);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(offset) + partition;
    }
}
