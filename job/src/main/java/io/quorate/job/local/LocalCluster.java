package io.quorate.job.local;

import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import io.quorate.job.metrics.LiveMetrics;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.prometheus.EndpointState;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient.JobFinalizationBehavior;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.ExecutionPlan;
import org.jspecify.annotations.Nullable;

/** A Flink cluster in this process with its web UI on 127.0.0.1; jobs can be submitted by this process only. */
public final class LocalCluster implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final MiniCluster cluster;
    private final LiveMetrics metrics;
    private final WebPort webPort;
    private final URI webAddress;
    private final @Nullable URI prometheusAddress;

    private LocalCluster(
            MiniCluster cluster,
            LiveMetrics metrics,
            WebPort webPort,
            URI webAddress,
            @Nullable URI prometheusAddress) {
        this.cluster = cluster;
        this.metrics = metrics;
        this.webPort = webPort;
        this.webAddress = webAddress;
        this.prometheusAddress = prometheusAddress;
    }

    /**
     * Starts a cluster; throws UserError when it cannot.
     *
     * @param settings web port, Prometheus address and checkpoint folder
     * @param slots greatest parallelism of what will run at the same time
     * @param dir folder of checkpoints, savepoints and temporary files; created
     */
    public static LocalCluster start(Settings settings, int slots, Path dir) {
        WebPort webPort = WebPort.choose(settings.get(JobOptions.WEB_PORT));
        LiveMetrics metrics = LiveMetrics.open();
        try {
            Path home = Files.createDirectories(dir.toAbsolutePath());
            Configuration configuration = ClusterConfiguration.of(settings, webPort.bindPort(), home);
            String endpoint = ClusterConfiguration.addPrometheus(settings, configuration);
            metrics.addTo(configuration);
            MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                    .setConfiguration(configuration)
                    .setNumTaskManagers(1)
                    .setNumSlotsPerTaskManager(slots)
                    .setCommonBindAddress(ClusterConfiguration.LOOPBACK)
                    .build());
            cluster.start();
            return started(cluster, metrics, webPort, endpoint);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.failed("interrupted while the local cluster started", e);
        } catch (UserError e) {
            metrics.close();
            throw e;
        } catch (Exception e) {
            metrics.close();
            throw UserError.failed(
                    "expected the local Flink cluster to start in " + dir + ", was " + RootCause.of(e), e);
        }
    }

    private static LocalCluster started(
            MiniCluster cluster, LiveMetrics metrics, WebPort webPort, @Nullable String endpoint) throws Exception {
        EndpointState prometheus = endpoint == null ? null : EndpointState.take(endpoint);
        if (endpoint != null && (prometheus == null || prometheus.address() == null)) {
            cluster.close();
            throw UserError.failed("metrics.prometheus: "
                    + (prometheus == null ? "expected the endpoint to start, was not" : prometheus.problem()));
        }
        return new LocalCluster(
                cluster,
                metrics,
                webPort,
                cluster.getRestAddress().get(),
                prometheus == null ? null : prometheus.address());
    }

    /** Address of the Prometheus endpoint; null when the settings ask for none. */
    public @Nullable URI prometheusAddress() {
        return prometheusAddress;
    }

    /** Address of the web UI and REST interface. */
    public URI webAddress() {
        return webAddress;
    }

    /** Whether the wanted web port was taken, so that another one is used. */
    public boolean webPortWasTaken() {
        return webPort.wasTaken();
    }

    /** Figures of the stages of every job run here. */
    public LiveMetrics metrics() {
        return metrics;
    }

    /** Submits what {@code env} describes, from the savepoint its configuration names. */
    public JobClient submit(StreamExecutionEnvironment env) {
        return submit(env.getStreamGraph());
    }

    /** Submits a stream graph or a job graph. */
    public JobClient submit(ExecutionPlan plan) {
        try {
            JobID id = cluster.submitJob(plan).get().getJobID();
            return new MiniClusterJobClient(
                    id, cluster, LocalCluster.class.getClassLoader(), JobFinalizationBehavior.NOTHING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.failed("interrupted while submitting the job", e);
        } catch (ExecutionException e) {
            throw UserError.failed("expected the job to be accepted, was " + RootCause.of(e), e);
        }
    }

    /** Waits until every subtask runs; throws UserError when the job ends first or the time is over. */
    public void awaitRunning(JobClient job, Duration patience) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        while (!allRunning(job)) {
            JobStatus status = status(job);
            if (status.isTerminalState()) {
                throw UserError.failed("expected the job to run, was " + status + failure(job));
            }
            if (System.nanoTime() > deadlineNanos) {
                throw UserError.failed(
                        "expected the job to run within " + patience.toSeconds() + " s, was " + status + failure(job));
            }
            Thread.sleep(POLL.toMillis());
        }
    }

    /** Where the job is; UNKNOWN jobs are an error. */
    public JobStatus status(JobClient job) throws InterruptedException {
        try {
            return job.getJobStatus().get();
        } catch (ExecutionException e) {
            throw UserError.failed("expected the job's status, was " + RootCause.of(e), e);
        }
    }

    /** Why the job failed, last or for good, as one line starting with a separator; empty when it did not. */
    public String failure(JobClient job) throws InterruptedException {
        ErrorInfo info = graph(job).getFailureInfo();
        return info == null
                ? ""
                : ": " + RootCause.of(info.getException().deserializeError(LocalCluster.class.getClassLoader()));
    }

    /** Cancels the job and waits for its end; does nothing when it has ended. Throws UserError when time is over. */
    public void cancel(JobClient job, Duration patience) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        CompletableFuture<Void> asked =
                status(job).isTerminalState() ? CompletableFuture.completedFuture(null) : job.cancel();
        while (!status(job).isTerminalState()) {
            if (System.nanoTime() > deadlineNanos) {
                throw UserError.failed("expected the job to stop within " + patience.toSeconds() + " s, was "
                        + status(job) + (asked.isCompletedExceptionally() ? ", refused to be cancelled" : ""));
            }
            Thread.sleep(POLL.toMillis());
        }
    }

    /** Ends the task manager with all it runs and starts another, as a cluster does that lost a machine. */
    public void replaceTaskManager() throws InterruptedException {
        try {
            cluster.terminateTaskManager(0).get();
            cluster.startTaskManager();
        } catch (ExecutionException e) {
            throw UserError.failed("expected the task manager to end, was " + RootCause.of(e), e);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw UserError.failed("expected another task manager to start, was " + RootCause.of(e), e);
        }
    }

    /** Stops everything; running jobs are cancelled. */
    @Override
    public void close() {
        try {
            cluster.closeAsync().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw UserError.failed("expected the local cluster to stop, was " + RootCause.of(e), e);
        } finally {
            metrics.close();
        }
    }

    private boolean allRunning(JobClient job) throws InterruptedException {
        if (status(job) == JobStatus.INITIALIZING) {
            // no subtask is there yet
            return false;
        }
        for (AccessExecutionVertex subtask : graph(job).getAllExecutionVertices()) {
            if (subtask.getExecutionState() != ExecutionState.RUNNING
                    && subtask.getExecutionState() != ExecutionState.FINISHED) {
                return false;
            }
        }
        return true;
    }

    private AccessExecutionGraph graph(JobClient job) throws InterruptedException {
        try {
            return cluster.getExecutionGraph(job.getJobID()).get();
        } catch (ExecutionException e) {
            throw UserError.failed("expected a job of this cluster, was " + RootCause.of(e), e);
        }
    }
}
