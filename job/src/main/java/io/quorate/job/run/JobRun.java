package io.quorate.job.run;

import io.quorate.job.StreamingJob;
import io.quorate.job.fault.UserError;
import io.quorate.job.local.LocalCluster;
import io.quorate.job.metrics.MetricsSnapshot;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** One run of the streaming job on a Flink cluster in this process, from submission until it is closed. */
public final class JobRun implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofMinutes(2);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

    private final LocalCluster cluster;
    private final JobClient job;
    private final List<String> warnings;

    private JobRun(LocalCluster cluster, JobClient job, List<String> warnings) {
        this.cluster = cluster;
        this.job = job;
        this.warnings = warnings;
    }

    /** Adds a job to an environment; gives what the user should know, one line each. */
    @FunctionalInterface
    public interface Definition {
        List<String> define(StreamExecutionEnvironment env, Settings settings);
    }

    /** As {@link #start(Definition, Settings, Path, SavepointRestoreSettings)}, the streaming job. */
    public static JobRun start(Settings settings, Path dir, SavepointRestoreSettings restore)
            throws InterruptedException {
        return start(StreamingJob::define, settings, dir, restore);
    }

    /**
     * Starts a cluster and the job and waits until every subtask runs. Throws UserError when the brokers do not answer,
     * a topic is missing, the savepoint does not fit, or the job does not start.
     *
     * @param dir folder of checkpoints, savepoints and temporary files; created
     * @param restore savepoint or retained checkpoint to go on from; none to start at the beginning of the topics
     */
    public static JobRun start(Definition definition, Settings settings, Path dir, SavepointRestoreSettings restore)
            throws InterruptedException {
        Settings sized = settings.get(JobOptions.PARALLELISM) > 0
                ? settings
                : settings.with(
                        JobOptions.PARALLELISM,
                        Integer.toString(Runtime.getRuntime().availableProcessors()));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        Configuration from = new Configuration();
        SavepointRestoreSettings.toConfiguration(restore, from);
        env.configure(from);
        List<String> warnings = definition.define(env, sized);
        LocalCluster cluster = LocalCluster.start(sized, sized.get(JobOptions.PARALLELISM), dir);
        try {
            JobRun run = new JobRun(cluster, cluster.submit(env), warnings);
            cluster.awaitRunning(run.job, START_PATIENCE);
            return run;
        } catch (InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** What the user should know of the start from a savepoint. */
    public List<String> warnings() {
        return warnings;
    }

    /** Address of the web UI. */
    public URI webAddress() {
        return cluster.webAddress();
    }

    /** Whether the wanted web port was taken, so that another one is used. */
    public boolean webPortWasTaken() {
        return cluster.webPortWasTaken();
    }

    /** Address of the Prometheus endpoint; null when the settings ask for none. */
    public @Nullable URI prometheusAddress() {
        return cluster.prometheusAddress();
    }

    /** Figures of the stages now. */
    public MetricsSnapshot metrics() {
        return cluster.metrics().snapshot();
    }

    /** True once a bounded job has read everything; throws UserError with the reason when the job failed. */
    public boolean hasFinished() throws InterruptedException {
        JobStatus status = cluster.status(job);
        if (status == JobStatus.FINISHED) {
            return true;
        }
        if (status.isTerminalState()) {
            throw UserError.failed("expected the job to run, was " + status + cluster.failure(job));
        }
        return false;
    }

    /** Cancels the job when it still runs and stops the cluster. */
    @Override
    public void close() {
        try {
            cluster.cancel(job, STOP_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            cluster.close();
        }
    }
}
