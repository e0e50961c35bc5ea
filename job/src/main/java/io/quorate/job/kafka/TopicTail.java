package io.quorate.job.kafka;

import io.quorate.job.fault.UserError;
import io.quorate.job.options.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Follows a topic of one partition as it grows, committed records only. Waiting happens inside the Kafka client, which
 * wakes up when records arrive. Not thread-safe.
 */
public final class TopicTail implements AutoCloseable {
    private static final Duration STALLED = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);

    private final String topic;
    private final TopicPartition partition;
    private final KafkaConsumer<byte[], byte[]> consumer;

    private TopicTail(String topic, KafkaConsumer<byte[], byte[]> consumer) {
        this.topic = topic;
        this.partition = new TopicPartition(topic, 0);
        this.consumer = consumer;
    }

    /** Starts at the first record. Throws UserError when the topic cannot be read. */
    public static TopicTail fromStart(Settings settings, String topic) {
        return open(settings, topic, true);
    }

    /** Starts behind the last record there is now. Throws UserError when the topic cannot be read. */
    public static TopicTail fromEnd(Settings settings, String topic) {
        return open(settings, topic, false);
    }

    private static TopicTail open(Settings settings, String topic, boolean atStart) {
        TopicTail tail = new TopicTail(
                topic,
                new KafkaConsumer<>(properties(settings), new ByteArrayDeserializer(), new ByteArrayDeserializer()));
        try {
            tail.consumer.assign(List.of(tail.partition));
            if (atStart) {
                tail.consumer.seekToBeginning(List.of(tail.partition));
            } else {
                tail.consumer.seekToEnd(List.of(tail.partition));
            }
            // seeking is lazy; the position must be the one of this moment
            tail.consumer.position(tail.partition);
            return tail;
        } catch (KafkaException e) {
            tail.close();
            throw tail.unreadable(e);
        }
    }

    /** Hands on every record up to where the topic ends now. Throws UserError when the brokers stop answering. */
    public void readToEnd(Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        try {
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            long seen = consumer.position(partition);
            long seenNanos = System.nanoTime();
            while (consumer.position(partition) < end) {
                consumer.poll(POLL).records(partition).forEach(sink);
                long now = consumer.position(partition);
                if (now > seen) {
                    seen = now;
                    seenNanos = System.nanoTime();
                } else if (System.nanoTime() - seenNanos > STALLED.toNanos()) {
                    throw UserError.failed("expected topic " + topic + " to be readable to its end, was stalled for "
                            + STALLED.toSeconds() + " s");
                }
            }
        } catch (KafkaException e) {
            throw unreadable(e);
        }
    }

    /** Hands on what arrives next; gives up waiting after {@code patience}. */
    public void poll(Duration patience, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        try {
            consumer.poll(patience).records(partition).forEach(sink);
        } catch (KafkaException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
    }

    private UserError unreadable(KafkaException e) {
        return e instanceof InterruptException
                ? UserError.failed("interrupted while reading topic " + topic, e)
                : UserError.failed("expected topic " + topic + " to be readable, was " + e.getMessage(), e);
    }

    private static Properties properties(Settings settings) {
        Properties p = settings.kafkaProperties();
        p.put("isolation.level", "read_committed");
        p.put("enable.auto.commit", "false");
        p.put("auto.offset.reset", "earliest");
        p.put("default.api.timeout.ms", "15000");
        return p;
    }
}
