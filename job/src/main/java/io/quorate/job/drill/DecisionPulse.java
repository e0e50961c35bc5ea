package io.quorate.job.drill;

import io.quorate.job.demo.DecisionGlance;
import io.quorate.job.fault.RootCause;
import io.quorate.job.kafka.Topics;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code decisions} as a downstream system does and measures for how long none came that was new: of a later
 * event time than any before. What a restored job repeats is not new.
 */
final class DecisionPulse implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionPulse.class);

    private final Settings settings;
    private final Thread thread = new Thread(this::run, "decision-pulse");
    private volatile boolean stopped;
    private long newestTsMs = Long.MIN_VALUE;
    private long newNanos = System.nanoTime();
    private long longestNanos;
    private long decisions;

    private DecisionPulse(Settings settings) {
        this.settings = settings;
        thread.setDaemon(true);
    }

    static DecisionPulse start(Settings settings) {
        DecisionPulse pulse = new DecisionPulse(settings);
        pulse.thread.start();
        return pulse;
    }

    /** Forgets the longest gap so far; the current one goes on. */
    synchronized void mark() {
        longestNanos = 0;
    }

    /** Longest time without a new decision since the mark, the current one included, ms. */
    synchronized long longestGapMs() {
        return Math.max(longestNanos, System.nanoTime() - newNanos) / 1_000_000;
    }

    /** Greatest event time that was decided on; Long.MIN_VALUE before the first decision. */
    synchronized long newestTsMs() {
        return newestTsMs;
    }

    /** Decisions read, repeats included. */
    synchronized long decisions() {
        return decisions;
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        String topic = settings.get(JobOptions.DECISIONS);
        List<TopicPartition> partitions = Topics.all(settings, topic);
        Properties p = settings.kafkaProperties();
        p.put("enable.auto.commit", "false");
        p.put("auto.offset.reset", "earliest");
        p.put("reconnect.backoff.max.ms", "200");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(p, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!stopped) {
                read(consumer);
            }
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer) {
        try {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                arrived(DecisionGlance.of(record.value()).tsMs());
            }
        } catch (KafkaException e) {
            // the broker is one of the things that are killed here
            LOG.info("decisions not read reason=\"{}\"", RootCause.of(e));
        }
    }

    private synchronized void arrived(long tsMs) {
        decisions++;
        if (tsMs > newestTsMs) {
            newestTsMs = tsMs;
            long nowNanos = System.nanoTime();
            longestNanos = Math.max(longestNanos, nowNanos - newNanos);
            newNanos = nowNanos;
        }
    }
}
