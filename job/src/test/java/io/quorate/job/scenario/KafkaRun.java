package io.quorate.job.scenario;

import static org.awaitility.Awaitility.await;

import io.quorate.backtest.DecisionHash;
import io.quorate.job.kafka.KafkaInputs;
import io.quorate.job.kafka.KafkaOutputs;
import io.quorate.job.kafka.TopicReader;
import io.quorate.job.kafka.Topics;
import io.quorate.job.local.LocalCluster;
import io.quorate.job.metrics.FlinkStageProbeFunction;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.topology.DecisionTopology;
import io.quorate.job.topology.JobSetup;
import io.quorate.schema.codec.CodecException;
import io.quorate.schema.codec.ControlCodec;
import io.quorate.schema.codec.DecisionCodec;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.ControlRequest;
import io.quorate.schema.decision.LeanDecision;
import io.quorate.schema.decision.Trigger;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The scenario through the job on a local cluster and a real broker, with topics of its own. */
public final class KafkaRun implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final LocalCluster cluster;
    private final RunPlan plan;
    private final Settings settings;
    private final DecisionHash hash = new DecisionHash();
    private final Map<Long, Set<Long>> ensembles = new TreeMap<>();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private JobClient job;

    /** Creates the topics, writes the requests, starts the job and waits until it runs. */
    KafkaRun(LocalCluster cluster, Settings base, RunPlan plan) throws Exception {
        this.cluster = cluster;
        this.plan = plan;
        this.settings = plan.settings(base);
        Topics.create(settings, MarketScenario.PARTITIONS);
        boolean anew = plan.savepoint().isEmpty();
        if (anew) {
            Publishing.requests(settings, plan.requests());
        }
        consumer = consumer();
        job = start(plan.parallelism(), anew ? null : plan.savepoint());
    }

    private JobClient start(int parallelism, String savepoint) throws Exception {
        Settings own = settings.with(JobOptions.PARALLELISM, Integer.toString(parallelism));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        JobSetup.configure(env, own);
        env.configure(plan.flink());
        new DecisionTopology(JobSetup.topology(own, MarketScenario.PARTITIONS, new FlinkStageProbeFunction()))
                .define(
                        env,
                        plan.inputs().apply(new KafkaInputs(own)),
                        plan.outputs().apply(new KafkaOutputs(own)));
        StreamGraph graph = env.getStreamGraph();
        graph.setClasspath(new ArrayList<URL>(plan.classpath()));
        if (savepoint != null) {
            graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
        }
        JobClient started = cluster.submit(graph);
        if (!own.get(JobOptions.MARKET_BOUNDED)) {
            cluster.awaitRunning(started, PATIENCE);
        }
        return started;
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

    /** Publishes more requests. */
    public void request(List<ControlRequest> requests) throws Exception {
        Publishing.requests(settings, requests);
    }

    /** Waits until that many distinct decisions were seen. */
    public DecisionHash awaitDecisions(int expected) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> {
            poll();
            return hash.size() >= expected;
        });
        return hash;
    }

    /** Waits until that many records of the ledger are committed and reads them. */
    public CommittedLedger awaitLedger(int expected) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> CommittedLedger.read(settings), l -> l.records().size() >= expected);
    }

    /** Waits until a bounded job has finished and reads what it decided. */
    public DecisionHash awaitEnd() throws Exception {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> cluster.status(job).isTerminalState());
        if (cluster.status(job) != JobStatus.FINISHED) {
            throw new IllegalStateException(
                    "expected the job to finish, was " + cluster.status(job) + cluster.failure(job));
        }
        return readAll();
    }

    /** Stops the job with a savepoint and starts it from there at another parallelism. */
    public void rescale(int parallelism) throws Exception {
        job = start(parallelism, stop(null));
    }

    /** Stops the job; gives the address of the savepoint below {@code dir}, null for the cluster's own folder. */
    public String stop(String dir) throws Exception {
        String savepoint = job.stopWithSavepoint(false, dir, SavepointFormatType.CANONICAL)
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        await().atMost(PATIENCE).until(() -> cluster.status(job).isTerminalState());
        return savepoint;
    }

    /** Takes a savepoint of the running job. */
    public String savepoint() throws Exception {
        return job.triggerSavepoint(null, SavepointFormatType.CANONICAL)
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Reads every decision there is now. */
    public DecisionHash readAll() throws Exception {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
            poll();
        }
        return hash;
    }

    private void poll() throws Exception {
        for (ConsumerRecord<byte[], byte[]> r : consumer.poll(Duration.ofMillis(50))) {
            LeanDecision d = DecisionCodec.decode(r.value());
            hash.add(d.portfolio(), d.tsMs(), d.symbol(), d.seq(), d.trigger(), d.ordinal(), r.value());
            if (d.trigger() == Trigger.SAMPLE) {
                ensembles.computeIfAbsent(d.tsMs(), t -> new TreeSet<>()).add(d.ensembleVersion());
            }
        }
    }

    /** Ensemble versions that scored the samples of each event time, as far as decisions were read. */
    public Map<Long, Set<Long>> ensembles() {
        return ensembles;
    }

    /** The control log as committed. */
    public static List<ControlRecord> controlLog(Settings settings) {
        List<ControlRecord> log = new ArrayList<>();
        TopicReader.committed(settings).forEach(settings.get(JobOptions.CONTROL), r -> log.add(record(r.value())));
        return log;
    }

    private static ControlRecord record(byte[] value) {
        try {
            return ControlCodec.decodeRecord(value);
        } catch (CodecException e) {
            throw new IllegalStateException("expected a control record", e);
        }
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
