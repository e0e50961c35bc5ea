package io.quorate.job.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import io.quorate.job.kafka.Topics;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads {@code decisions} as anyone could, and keeps what is needed of each decision on a sample. */
final class EpochConsumer implements AutoCloseable {

    private static final JsonFactory JSON = new JsonFactory();

    private final Settings settings;
    private final Thread thread;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final SeenDecisions seen = new SeenDecisions();
    private volatile boolean stopped;
    private volatile @Nullable Exception failure;

    private EpochConsumer(Settings settings) {
        this.settings = settings;
        this.thread = new Thread(this::run, "epoch-consumer");
        this.thread.setDaemon(true);
    }

    /** Starts reading; when this returns no later decision is missed. */
    static EpochConsumer start(Settings settings) throws InterruptedException {
        EpochConsumer consumer = new EpochConsumer(settings);
        consumer.thread.start();
        consumer.ready.await();
        consumer.check();
        return consumer;
    }

    /** What was read so far; throws UserError when reading failed. */
    SeenDecisions seen() {
        check();
        return seen;
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

    private void check() {
        Exception e = failure;
        if (e != null) {
            throw UserError.failed("expected the decisions to be readable, was " + RootCause.of(e), e);
        }
    }

    private void run() {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Topics.all(settings, settings.get(JobOptions.DECISIONS));
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            ready.countDown();
            while (!stopped) {
                var polled = consumer.poll(Duration.ofMillis(50));
                long nowMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
                for (ConsumerRecord<byte[], byte[]> record : polled) {
                    read(record.value(), nowMicros);
                }
            }
        } catch (IOException | KafkaException | UserError e) {
            failure = e;
        } finally {
            ready.countDown();
        }
    }

    private void read(byte[] value, long nowMicros) throws IOException {
        long decidedTsMs = 0;
        long version = 0;
        String symbol = "";
        try (JsonParser json = JSON.createParser(value)) {
            json.nextToken();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken token = json.nextToken();
                switch (name) {
                    case "symbol" -> symbol = json.getText();
                    case "tsMs" -> decidedTsMs = json.getLongValue();
                    case "ensemble" -> version = json.getLongValue();
                    case "trigger" -> {
                        if (!json.getText().equals("SAMPLE")) {
                            return;
                        }
                    }
                    default -> {
                        if (token.isStructStart()) {
                            json.skipChildren();
                        }
                    }
                }
            }
        }
        seen.add(symbol, decidedTsMs, version, nowMicros);
    }

    private Properties properties() {
        Properties p = settings.kafkaProperties();
        p.put("enable.auto.commit", "false");
        p.put("fetch.min.bytes", "1");
        p.put("fetch.max.wait.ms", "100");
        p.put("max.poll.records", "10000");
        return p;
    }
}
