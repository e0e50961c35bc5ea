package io.quorate.job.scenario;

import static org.awaitility.Awaitility.await;

import io.quorate.backtest.DecisionHash;
import io.quorate.job.kafka.KafkaInputs;
import io.quorate.job.kafka.KafkaOutputs;
import io.quorate.job.kafka.Topics;
import io.quorate.job.local.LocalCluster;
import io.quorate.job.metrics.FlinkStageProbeFunction;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.topology.DecisionTopology;
import io.quorate.job.topology.JobSetup;
import io.quorate.job.topology.Outputs;
import io.quorate.schema.codec.ControlCodec;
import io.quorate.schema.codec.DecisionCodec;
import io.quorate.schema.control.ControlRequest;
import io.quorate.schema.decision.LeanDecision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The scenario through the job on a local cluster and a real broker, with topics of its own. */
public final class KafkaRun implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Settings settings;
    private final LocalCluster cluster;
    private final DecisionHash hash = new DecisionHash();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final JobClient job;

    /**
     * Starts a run.
     *
     * @param base settings with the broker
     * @param name prefix of this run's topics; the market topic is the base's
     * @param requests written before the job starts; empty to replay the control log the settings name
     * @param outputs wraps the job's outputs, to inject faults
     */
    public KafkaRun(
            LocalCluster cluster,
            Settings base,
            String name,
            int parallelism,
            List<ControlRequest> requests,
            UnaryOperator<Outputs> outputs)
            throws Exception {
        this.cluster = cluster;
        this.settings = settings(base, name, parallelism, !requests.isEmpty());
        Topics.create(settings, MarketScenario.PARTITIONS);
        if (!requests.isEmpty()) {
            send(settings, requests);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        JobSetup.configure(env, settings);
        new DecisionTopology(JobSetup.topology(settings, MarketScenario.PARTITIONS, new FlinkStageProbeFunction()))
                .define(env, new KafkaInputs(settings), outputs.apply(new KafkaOutputs(settings)));
        consumer = consumer();
        job = cluster.submit(env);
        cluster.awaitRunning(job, PATIENCE);
    }

    private static Settings settings(Settings base, String name, int parallelism, boolean live) {
        Settings own = base.with(Map.of(
                JobOptions.DECISIONS.key(), name + "-decisions",
                JobOptions.LEDGER.key(), name + "-ledger",
                JobOptions.EXECUTIONS.key(), name + "-executions",
                JobOptions.DEAD_LETTERS.key(), name + "-dead-letters",
                JobOptions.LATE_EVENTS.key(), name + "-late-events",
                JobOptions.PARALLELISM.key(), Integer.toString(parallelism),
                JobOptions.CONTROL_MODE.key(), live ? "live" : "replay"));
        return live
                ? own.with(Map.of(
                        JobOptions.CONTROL.key(), name + "-control",
                        JobOptions.CONTROL_REQUESTS.key(), name + "-control-requests",
                        JobOptions.CONTROL_ACKS.key(), name + "-control-acks"))
                : own;
    }

    /** Writes requests in order. */
    public static void send(Settings settings, List<ControlRequest> requests) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(settings)) {
            for (ControlRequest r : requests) {
                producer.send(new ProducerRecord<>(settings.get(JobOptions.CONTROL_REQUESTS), ControlCodec.encode(r)))
                        .get();
            }
        }
    }

    /** Writes the market records in order, as fast as the broker takes them. */
    public static void publish(Settings settings, List<MarketScenario.Arrival> arrivals) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(settings)) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (MarketScenario.Arrival a : arrivals) {
                sent.add(producer.send(
                        new ProducerRecord<>(settings.get(JobOptions.MARKET), a.partition(), null, a.value())));
            }
            for (Future<RecordMetadata> record : sent) {
                record.get();
            }
        }
    }

    static KafkaProducer<byte[], byte[]> producer(Settings settings) {
        Properties p = settings.kafkaProperties();
        p.put("enable.idempotence", "true");
        p.put("max.request.size", "16777216");
        return new KafkaProducer<>(p, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        KafkaConsumer<byte[], byte[]> c = new KafkaConsumer<>(
                settings.kafkaProperties(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = c.partitionsFor(settings.get(JobOptions.DECISIONS)).stream()
                .map(i -> new TopicPartition(i.topic(), i.partition()))
                .toList();
        c.assign(partitions);
        c.seekToBeginning(partitions);
        return c;
    }

    public Settings settings() {
        return settings;
    }

    public JobClient job() {
        return job;
    }

    /** Waits until that many distinct decisions were seen. */
    public DecisionHash awaitDecisions(int expected) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> {
            poll();
            return hash.size() >= expected;
        });
        return hash;
    }

    /** Reads what is there. */
    public DecisionHash poll() throws Exception {
        for (ConsumerRecord<byte[], byte[]> r : consumer.poll(Duration.ofMillis(50))) {
            LeanDecision d = DecisionCodec.decode(r.value());
            hash.add(d.portfolio(), d.tsMs(), d.symbol(), d.seq(), d.trigger(), d.ordinal(), r.value());
        }
        return hash;
    }

    @Override
    public void close() {
        consumer.close();
        try {
            cluster.cancel(job, PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the job was cancelled", e);
        }
    }
}
