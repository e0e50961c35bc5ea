package io.quorate.job.audit;

import io.quorate.job.fault.UserError;
import io.quorate.job.kafka.Topics;
import io.quorate.job.options.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic of several partitions as it grows, committed records only, each once. Not thread-safe. */
public final class TopicFollower implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final String topic;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    private TopicFollower(String topic, KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        this.topic = topic;
        this.consumer = consumer;
        this.partitions = partitions;
    }

    /** Starts at the first record of every partition. */
    public static TopicFollower open(Settings settings, String topic) {
        List<TopicPartition> partitions = Topics.all(settings, topic);
        Properties p = settings.kafkaProperties();
        p.put("isolation.level", "read_committed");
        p.put("enable.auto.commit", "false");
        p.put("auto.offset.reset", "earliest");
        p.put("max.poll.records", "10000");
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(p, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new TopicFollower(topic, consumer, partitions);
    }

    /**
     * Hands on every record up to the last stable offset there is now, in offset order inside a partition. A broker
     * that is away for less than the client's time-out is waited for.
     */
    public void readToEnd(Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        try {
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(sink);
            }
        } catch (TimeoutException e) {
            // the broker is away; what is there is read the next time
        } catch (KafkaException e) {
            throw UserError.failed("expected topic " + topic + " to be readable, was " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
