package io.quorate.job.bench;

import io.quorate.job.fault.UserError;
import io.quorate.job.kafka.KafkaInputs;
import io.quorate.job.kafka.KafkaOutputs;
import io.quorate.job.local.LocalCluster;
import io.quorate.job.metrics.FlinkStageProbeFunction;
import io.quorate.job.metrics.MetricsSnapshot;
import io.quorate.job.options.Settings;
import io.quorate.job.topology.DecisionTopology;
import io.quorate.job.topology.Inputs;
import io.quorate.job.topology.JobSetup;
import io.quorate.job.topology.Outputs;
import io.quorate.telemetry.Count;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job of one mode on its own cluster. */
final class RunningJob implements AutoCloseable {

    private static final Duration STALLED = Duration.ofSeconds(60);
    private static final long POLL_MS = 100;

    private final LocalCluster cluster;
    private final JobClient job;

    private RunningJob(LocalCluster cluster, JobClient job) {
        this.cluster = cluster;
        this.job = job;
    }

    /** The job on Kafka, as {@code run} runs it. */
    static RunningJob onKafka(Bench bench, Settings settings, String mode) throws InterruptedException {
        return start(
                bench,
                settings,
                mode,
                bench.plan().partitions(),
                new KafkaInputs(settings),
                new KafkaOutputs(settings));
    }

    /** The same graph with other ends. */
    static RunningJob start(Bench bench, Settings settings, String mode, int partitions, Inputs in, Outputs out)
            throws InterruptedException {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        JobSetup.configure(env, settings);
        new DecisionTopology(JobSetup.topology(settings, partitions, new FlinkStageProbeFunction()))
                .define(env, in, out);
        LocalCluster cluster = bench.cluster(settings, mode);
        try {
            JobClient job = cluster.submit(env);
            cluster.awaitRunning(job, Bench.PATIENCE);
            return new RunningJob(cluster, job);
        } catch (InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** Takes the task manager away with all it runs; the job goes on from its last checkpoint on another one. */
    void loseTaskManager() throws InterruptedException {
        cluster.replaceTaskManager();
    }

    MetricsSnapshot snapshot() {
        return cluster.metrics().snapshot();
    }

    void resetLatencies() {
        cluster.metrics().resetLatencies();
    }

    /** Runs another job on the same cluster, until this one is closed. */
    void beside(Consumer<StreamExecutionEnvironment> definition) throws InterruptedException {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        definition.accept(env);
        cluster.awaitRunning(cluster.submit(env), Bench.PATIENCE);
    }

    /**
     * Waits until every one of {@code records} is decided on or was part of a warm-up. Throws UserError when nothing
     * moves any more or the job fails.
     *
     * @param decisionsEach decisions a record leads to
     */
    void awaitDecisions(long records, int decisionsEach) throws InterruptedException {
        long progress = -1;
        long progressNanos = System.nanoTime();
        while (true) {
            MetricsSnapshot now = snapshot();
            long decided = now.total(Count.SAMPLE_DECISIONS);
            if (now.total(Count.EVENTS_IN) >= records && decided >= expectedDecisions(now) * decisionsEach) {
                return;
            }
            if (decided != progress) {
                progress = decided;
                progressNanos = System.nanoTime();
            } else if (System.nanoTime() - progressNanos > STALLED.toNanos()) {
                throw UserError.failed("expected " + records + " records to be decided on, was stalled at "
                        + now.total(Count.EVENTS_IN) + " read and " + decided + " decisions"
                        + cluster.failure(job));
            }
            Thread.sleep(POLL_MS);
        }
    }

    /** Decisions on samples that must come of what was read: all but the late, the repeated and the warming ones. */
    static long expectedDecisions(MetricsSnapshot now) {
        return now.total(Count.EVENTS_IN)
                - now.total(Count.REJECTED)
                - now.total(Count.LATE)
                - now.total(Count.DUPLICATES)
                - now.total(Count.WARMING);
    }

    @Override
    public void close() {
        try {
            cluster.cancel(job, Bench.PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            cluster.close();
        }
    }
}
