package io.quorate.job.drill;

import io.quorate.job.cluster.BrokerNode;
import io.quorate.job.cluster.ClusterPlan;
import io.quorate.job.cluster.FlinkCli;
import io.quorate.job.cluster.FlinkCluster;
import io.quorate.job.cluster.FlinkRest;
import io.quorate.job.cluster.SubmittedJob;
import io.quorate.job.fault.UserError;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The processes a drill plays with: broker, cluster, job. Not thread-safe. */
final class DrillSite implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final BrokerNode broker;
    private final FlinkCluster cluster;
    private final Settings settings;
    private @Nullable SubmittedJob job;

    private DrillSite(BrokerNode broker, FlinkCluster cluster, Settings settings) {
        this.broker = broker;
        this.cluster = cluster;
        this.settings = settings;
    }

    /** Starts broker and cluster below a folder. */
    static DrillSite start(DrillPlan plan, Settings base, Path dir) throws InterruptedException {
        BrokerNode broker = BrokerNode.in(dir.resolve("broker"));
        broker.start(0, Map.of());
        try {
            ClusterPlan wanted = ClusterPlan.of(DrillPlan.TASK_MANAGERS, DrillPlan.SLOTS);
            FlinkCluster cluster = FlinkCluster.start(
                    plan.needsZooKeeper() ? wanted.withHighAvailability() : wanted, dir.resolve("cluster"));
            Map<String, String> own = new TreeMap<>();
            own.put(JobOptions.BOOTSTRAP.key(), String.valueOf(broker.bootstrap()));
            own.put(JobOptions.RUN_ID.key(), "drill");
            own.put(JobOptions.RESTART_ATTEMPTS.key(), "1000");
            own.put(JobOptions.RESTART_MAX_DELAY.key(), "3s");
            return new DrillSite(broker, cluster, base.with(own));
        } catch (InterruptedException | RuntimeException e) {
            broker.stop();
            throw e;
        }
    }

    Settings settings() {
        return settings;
    }

    FlinkCluster cluster() {
        return cluster;
    }

    BrokerNode broker() {
        return broker;
    }

    SubmittedJob job() {
        SubmittedJob running = job;
        if (running == null) {
            throw new IllegalStateException("expected a submitted job, was none");
        }
        return running;
    }

    /**
     * Submits the job and waits until it runs.
     *
     * @param restore savepoint to go on from; null to start
     */
    void submit(int parallelism, @Nullable String restore) throws InterruptedException {
        Settings own = settings.with(JobOptions.PARALLELISM, Integer.toString(parallelism));
        SubmittedJob submitted = SubmittedJob.submit(
                cluster, new FlinkCli.Submission(restore, false, 0, SubmittedJob.arguments(own)), warning -> {
                    throw UserError.failed("expected a start without " + warning);
                });
        submitted.awaitRunning(PATIENCE);
        job = submitted;
    }

    /** What the job manager says of the job; null while it does not answer or does not know the job yet. */
    FlinkRest.@Nullable Job ask() throws InterruptedException {
        try {
            return cluster.rest().jobs().stream()
                    .filter(known -> known.id().equals(job().id()))
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            return null;
        }
    }

    /** Restarts of the job; -1 while nobody answers. */
    long restarts() throws InterruptedException {
        try {
            return cluster.rest().restarts(job().id());
        } catch (IOException e) {
            return -1;
        }
    }

    /** Checkpoints that failed; -1 while nobody answers. */
    long failedCheckpoints() throws InterruptedException {
        try {
            return cluster.rest().failedCheckpoints(job().id());
        } catch (IOException e) {
            return -1;
        }
    }

    /** Checkpoints that completed; -1 while nobody answers. */
    long completedCheckpoints() throws InterruptedException {
        try {
            return cluster.rest().completedCheckpoints(job().id());
        } catch (IOException e) {
            return -1;
        }
    }

    /** Numbers of the task managers that have tasks, ascending; of all of them while nobody answers. */
    int[] busyTaskManagers() throws InterruptedException {
        int[] all = IntStream.rangeClosed(1, DrillPlan.TASK_MANAGERS).toArray();
        try {
            List<String> ids = cluster.rest().busyTaskManagers();
            int[] busy = IntStream.of(all)
                    .filter(number -> ids.stream()
                            .anyMatch(id -> id.startsWith(
                                    cluster.folder().taskManager(number).name() + "-")))
                    .toArray();
            return busy.length == 0 ? all : busy;
        } catch (IOException e) {
            return all;
        }
    }

    /**
     * Starts task managers that have ended by themselves, as the supervisor of any cluster does: one that was cut off
     * and finds its transactions fenced ends itself.
     */
    void supervise() {
        for (int number = 1; number <= DrillPlan.TASK_MANAGERS; number++) {
            cluster.startTaskManager(number);
        }
    }

    /** Throws UserError when the job has ended by itself. */
    void requireAlive() throws InterruptedException {
        FlinkRest.Job state = ask();
        if (state != null && state.hasEnded()) {
            throw UserError.failed("expected the job to go on, was " + state.state() + "; the logs are in "
                    + cluster.folder().root().resolve("log"));
        }
    }

    @Override
    public void close() {
        try {
            cluster.stop();
            broker.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
