package io.quorate.job.venue;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Key and bytes of what the venue job writes. */
final class VenueSchema<T> implements KafkaRecordSerializationSchema<T> {

    private static final long serialVersionUID = 1L;

    private final String topic;
    private final Key<T> key;
    private final Value<T> value;

    /** The key of a record. */
    interface Key<T> extends Function<T, @Nullable String>, Serializable {}

    /** The bytes of a record. */
    interface Value<T> extends Function<T, byte[]>, Serializable {}

    VenueSchema(String topic, Key<T> key, Value<T> value) {
        this.topic = topic;
        this.key = key;
        this.value = value;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(T element, KafkaSinkContext context, @Nullable Long timestamp) {
        String name = key.apply(element);
        return new ProducerRecord<>(
                topic, name == null ? null : name.getBytes(StandardCharsets.UTF_8), value.apply(element));
    }
}
