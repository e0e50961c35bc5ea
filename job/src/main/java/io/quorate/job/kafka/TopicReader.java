package io.quorate.job.kafka;

import io.quorate.job.fault.UserError;
import io.quorate.job.options.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a whole topic from its start to where it ends when the reading begins. */
public final class TopicReader {
    private static final Duration STALLED = Duration.ofSeconds(30);

    private final Settings settings;
    private final boolean committedOnly;

    private TopicReader(Settings settings, boolean committedOnly) {
        this.settings = settings;
        this.committedOnly = committedOnly;
    }

    /** A reader of what transactions have committed; the end is the last stable offset. */
    public static TopicReader committed(Settings settings) {
        return new TopicReader(settings, true);
    }

    /** A reader of every record, those of open and aborted transactions included. */
    public static TopicReader uncommitted(Settings settings) {
        return new TopicReader(settings, false);
    }

    /**
     * Hands every record to {@code sink}, in offset order inside a partition; gives their number. Throws UserError when
     * the topic does not exist or the brokers stop answering.
     */
    public long forEach(String topic, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        return forEachWhile(topic, record -> {
            sink.accept(record);
            return true;
        });
    }

    /** As {@link #forEach}, until {@code sink} says false. */
    public long forEachWhile(String topic, Predicate<ConsumerRecord<byte[], byte[]>> sink) {
        List<TopicPartition> partitions = Topics.all(settings, topic);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return drain(topic, consumer, consumer.endOffsets(partitions), sink);
        } catch (KafkaException e) {
            throw UserError.failed("expected topic " + topic + " to be readable, was " + e.getMessage(), e);
        }
    }

    /** Every record of a topic. */
    public List<TopicRecord> read(String topic) {
        List<TopicRecord> records = new ArrayList<>();
        forEach(topic, record -> records.add(TopicRecord.of(record)));
        return records;
    }

    /** Number of records of a topic. */
    public long count(String topic) {
        return forEach(topic, record -> {});
    }

    /** First offset that each partition still has, where that is not 0: what was deleted before. */
    public Map<Integer, Long> deletedBefore(String topic) {
        List<TopicPartition> partitions = Topics.all(settings, topic);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Map<Integer, Long> first = new TreeMap<>();
            consumer.beginningOffsets(partitions).forEach((partition, offset) -> {
                if (offset > 0) {
                    first.put(partition.partition(), offset);
                }
            });
            return first;
        } catch (KafkaException e) {
            throw UserError.failed("expected topic " + topic + " to be readable, was " + e.getMessage(), e);
        }
    }

    private static long drain(
            String topic,
            KafkaConsumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> ends,
            Predicate<ConsumerRecord<byte[], byte[]>> sink) {
        long n = 0;
        long progress = 0;
        long progressNanos = System.nanoTime();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                Long end = ends.get(new TopicPartition(topic, record.partition()));
                if (end != null && record.offset() < end) {
                    n++;
                    if (!sink.test(record)) {
                        return n;
                    }
                }
            }
            long now = ends.keySet().stream().mapToLong(consumer::position).sum();
            if (now > progress) {
                progress = now;
                progressNanos = System.nanoTime();
            } else if (System.nanoTime() - progressNanos > STALLED.toNanos()) {
                throw UserError.failed("expected topic " + topic + " to be readable to its end, was stalled for "
                        + STALLED.toSeconds() + " s");
            }
        }
        return n;
    }

    private Properties properties() {
        Properties p = settings.kafkaProperties();
        p.put("isolation.level", committedOnly ? "read_committed" : "read_uncommitted");
        p.put("enable.auto.commit", "false");
        p.put("auto.offset.reset", "earliest");
        p.put("max.poll.records", "10000");
        p.put("default.api.timeout.ms", "15000");
        return p;
    }
}
