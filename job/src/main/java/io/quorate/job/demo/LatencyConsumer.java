package io.quorate.job.demo;

import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import io.quorate.job.kafka.Topics;
import io.quorate.job.metrics.LatencyFigures;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code decisions} as anyone could and measures, for each decision on a sample, the wall time from its event
 * time to its arrival here. Meaningful when event times are intended send times; timer decisions are only counted.
 */
public final class LatencyConsumer implements AutoCloseable {
    private static final long HIGHEST_NANOS = 3_600_000_000_000L;

    private final Settings settings;
    private final String topic;
    private final Thread thread;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Histogram latencyNanos = new Histogram(1_000, HIGHEST_NANOS, 3);
    private final Map<String, Long> byOutcome = new TreeMap<>();
    private final Map<String, Long> byTrigger = new TreeMap<>();
    private final Map<String, Long> equityMicros = new TreeMap<>();
    private volatile boolean stopped;
    private volatile @Nullable Exception failure;

    private LatencyConsumer(Settings settings) {
        this.settings = settings;
        this.topic = settings.get(JobOptions.DECISIONS);
        this.thread = new Thread(this::run, "latency-consumer");
        this.thread.setDaemon(true);
    }

    /** Starts reading at the end of the topic; when this returns no later decision is missed. */
    public static LatencyConsumer start(Settings settings) {
        LatencyConsumer consumer = new LatencyConsumer(settings);
        consumer.thread.start();
        try {
            consumer.ready.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.failed("interrupted while starting to read " + consumer.topic, e);
        }
        consumer.check();
        return consumer;
    }

    /** The figures so far; throws UserError when reading failed. */
    public Seen seen() {
        check();
        synchronized (latencyNanos) {
            return new Seen(byOutcome, byTrigger, equityMicros, LatencyFigures.of(latencyNanos));
        }
    }

    /** Forgets the figures so far, e.g. those of a warm-up. */
    public void reset() {
        synchronized (latencyNanos) {
            byOutcome.clear();
            byTrigger.clear();
            latencyNanos.reset();
        }
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
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Topics.all(settings, topic);
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            ready.countDown();
            while (!stopped) {
                var polled = consumer.poll(Duration.ofMillis(50));
                if (!polled.isEmpty()) {
                    record(polled);
                }
            }
        } catch (KafkaException | UserError e) {
            failure = e;
        } finally {
            ready.countDown();
        }
    }

    private void record(Iterable<ConsumerRecord<byte[], byte[]>> polled) {
        long nowMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        synchronized (latencyNanos) {
            for (ConsumerRecord<byte[], byte[]> record : polled) {
                DecisionGlance glance = DecisionGlance.of(record.value());
                byOutcome.merge(glance.outcome(), 1L, Long::sum);
                byTrigger.merge(glance.trigger(), 1L, Long::sum);
                equityMicros.put(glance.portfolio(), glance.equityMicros());
                if (glance.trigger().equals("SAMPLE")) {
                    long nanos = (nowMicros - glance.tsMs() * 1_000) * 1_000;
                    latencyNanos.recordValue(Math.max(0, Math.min(nanos, HIGHEST_NANOS)));
                }
            }
        }
    }

    private void check() {
        Exception e = failure;
        if (e != null) {
            throw UserError.failed("expected topic " + topic + " to be readable, was " + RootCause.of(e), e);
        }
    }

    private Properties properties() {
        Properties p = settings.kafkaProperties();
        p.put("isolation.level", "read_uncommitted");
        p.put("enable.auto.commit", "false");
        // seen up to 4 ms late, in exchange for not being a good part of the load that is measured
        p.put("fetch.min.bytes", "16384");
        p.put("fetch.max.wait.ms", "4");
        p.put("max.poll.records", "10000");
        return p;
    }

    /**
     * What was seen.
     *
     * @param byOutcome decisions by outcome
     * @param byTrigger decisions by trigger
     * @param equityMicros last equity by portfolio, micro-units
     * @param latency event time to arrival of the decisions on samples
     */
    public record Seen(
            Map<String, Long> byOutcome,
            Map<String, Long> byTrigger,
            Map<String, Long> equityMicros,
            LatencyFigures latency) {
        public Seen {
            byOutcome = java.util.Collections.unmodifiableMap(new TreeMap<>(byOutcome));
            byTrigger = java.util.Collections.unmodifiableMap(new TreeMap<>(byTrigger));
            equityMicros = java.util.Collections.unmodifiableMap(new TreeMap<>(equityMicros));
        }

        /** Number of decisions. */
        public long decisions() {
            return byOutcome.values().stream().mapToLong(Long::longValue).sum();
        }
    }
}
