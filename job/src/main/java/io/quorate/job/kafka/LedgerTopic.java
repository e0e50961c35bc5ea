package io.quorate.job.kafka;

import io.quorate.job.fault.UserError;
import io.quorate.job.options.JobOptions;
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
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The ledger topic before a start: whether it has been written, and what stands at its end. */
public final class LedgerTopic {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration STALLED = Duration.ofSeconds(30);

    private LedgerTopic() {}

    /**
     * Throws UserError when committed records are there: a job that starts without state would begin a second chain of
     * each portfolio. {@code ledger.allow-second-chain} lets it.
     */
    public static void requireUnused(Settings settings) {
        if (!settings.get(JobOptions.LEDGER_ENABLED) || settings.get(JobOptions.LEDGER_SECOND_CHAIN)) {
            return;
        }
        String topic = settings.get(JobOptions.LEDGER);
        long[] found = {0};
        read(settings, Long.MAX_VALUE, true, record -> {
            found[0]++;
            return false;
        });
        if (found[0] > 0) {
            throw UserError.failed(JobOptions.LEDGER.key() + ": expected a topic without records for a job that starts"
                    + " without state, was " + topic + " with the chains of an earlier one; restore its last checkpoint"
                    + " or savepoint, or choose another topic and run.id ("
                    + JobOptions.LEDGER_SECOND_CHAIN.key() + "=true starts second chains in it)");
        }
    }

    /** Takes a record; false when no further one is wanted. */
    @FunctionalInterface
    private interface Sink {
        boolean accept(ConsumerRecord<byte[], byte[]> record);
    }

    /**
     * Hands on what stands at the end of every partition, transactions that are still open included.
     *
     * @param offsets greatest number of offsets read of each partition
     */
    public static void tail(Settings settings, long offsets, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        read(settings, offsets, false, record -> {
            sink.accept(record);
            return true;
        });
    }

    /** Greatest number of offsets a partition has. */
    public static long offsets(Settings settings) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(settings, false)) {
            List<TopicPartition> partitions = Topics.all(settings, settings.get(JobOptions.LEDGER));
            Map<TopicPartition, Long> from = consumer.beginningOffsets(partitions);
            return consumer.endOffsets(partitions).entrySet().stream()
                    .mapToLong(end -> end.getValue() - from.getOrDefault(end.getKey(), 0L))
                    .max()
                    .orElse(0);
        } catch (KafkaException e) {
            throw unreadable(settings, e);
        }
    }

    private static void read(Settings settings, long offsets, boolean committed, Sink sink) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(settings, committed)) {
            List<TopicPartition> partitions = Topics.all(settings, settings.get(JobOptions.LEDGER));
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.beginningOffsets(partitions)
                    .forEach((partition, first) ->
                            consumer.seek(partition, Math.max(first, ends.getOrDefault(partition, 0L) - offsets)));
            long progressNanos = System.nanoTime();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    progressNanos = System.nanoTime();
                    if (!sink.accept(record)) {
                        return;
                    }
                }
                if (System.nanoTime() - progressNanos > STALLED.toNanos()) {
                    throw UserError.failed("expected topic " + settings.get(JobOptions.LEDGER)
                            + " to be readable to its end, was stalled for " + STALLED.toSeconds() + " s");
                }
            }
        } catch (KafkaException e) {
            throw unreadable(settings, e);
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Settings settings, boolean committed) {
        Properties p = settings.kafkaProperties();
        p.put("isolation.level", committed ? "read_committed" : "read_uncommitted");
        p.put("enable.auto.commit", "false");
        p.put("auto.offset.reset", "earliest");
        p.put("default.api.timeout.ms", "15000");
        return new KafkaConsumer<>(p, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static UserError unreadable(Settings settings, KafkaException e) {
        return UserError.failed(
                "expected topic " + settings.get(JobOptions.LEDGER) + " to be readable, was " + e.getMessage(), e);
    }
}
