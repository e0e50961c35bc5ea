package io.quorate.job.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import io.quorate.job.kafka.Topics;
import io.quorate.job.metrics.LatencyFigures;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ledger as anyone could who wants only what is committed, and measures the wall time from event time to
 * arrival of every {@value #EVERY}th record, which keeps its own cost low.
 */
final class LedgerConsumer implements AutoCloseable {

    private static final int EVERY = 16;
    private static final long HIGHEST_NANOS = 3_600_000_000_000L;
    private static final JsonFactory JSON = new JsonFactory();

    private final Settings settings;
    private final String topic;
    private final Thread thread;
    private final Histogram latencyNanos = new Histogram(1_000, HIGHEST_NANOS, 3);
    private long records;
    private volatile boolean stopped;
    private volatile @Nullable Exception failure;

    private LedgerConsumer(Settings settings) {
        this.settings = settings;
        this.topic = settings.get(JobOptions.LEDGER);
        this.thread = new Thread(this::run, "ledger-consumer");
        this.thread.setDaemon(true);
    }

    /** Starts reading from the beginning of the topic. */
    static LedgerConsumer start(Settings settings) {
        LedgerConsumer consumer = new LedgerConsumer(settings);
        consumer.thread.start();
        return consumer;
    }

    /** Latencies since the last reset; throws UserError when reading failed. */
    LatencyFigures latency() {
        check();
        synchronized (latencyNanos) {
            return LatencyFigures.of(latencyNanos);
        }
    }

    /** Records read since the start; throws UserError when reading failed. */
    long records() {
        check();
        synchronized (latencyNanos) {
            return records;
        }
    }

    /** Forgets the latencies so far. */
    void reset() {
        synchronized (latencyNanos) {
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
            consumer.seekToBeginning(partitions);
            while (!stopped) {
                record(consumer.poll(Duration.ofMillis(50)));
            }
        } catch (KafkaException | UserError e) {
            failure = e;
        }
    }

    private void record(Iterable<ConsumerRecord<byte[], byte[]>> polled) {
        long nowMs = System.currentTimeMillis();
        synchronized (latencyNanos) {
            for (ConsumerRecord<byte[], byte[]> record : polled) {
                if (records++ % EVERY == 0) {
                    long nanos = (nowMs - tsMs(record.value())) * 1_000_000;
                    latencyNanos.recordValue(Math.max(0, Math.min(nanos, HIGHEST_NANOS)));
                }
            }
        }
    }

    /** Event time of a ledger record, one of its first fields. */
    private static long tsMs(byte[] value) {
        try (JsonParser json = JSON.createParser(value)) {
            json.nextToken();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken token = json.nextToken();
                if (name.equals("tsMs") && token == JsonToken.VALUE_NUMBER_INT) {
                    return json.getLongValue();
                }
                json.skipChildren();
            }
        } catch (IOException e) {
            throw UserError.failed("expected a ledger record, was not JSON", e);
        }
        throw UserError.failed("expected a ledger record with tsMs, was one without");
    }

    private void check() {
        Exception e = failure;
        if (e != null) {
            throw UserError.failed("expected topic " + topic + " to be readable, was " + RootCause.of(e), e);
        }
    }

    private Properties properties() {
        Properties p = settings.kafkaProperties();
        p.put("isolation.level", "read_committed");
        p.put("enable.auto.commit", "false");
        p.put("fetch.max.wait.ms", "100");
        p.put("max.poll.records", "10000");
        return p;
    }
}
