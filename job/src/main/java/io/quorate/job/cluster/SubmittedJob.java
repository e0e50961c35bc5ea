package io.quorate.job.cluster;

import io.quorate.job.fault.UserError;
import io.quorate.job.options.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A job on a cluster of processes. */
public final class SubmittedJob {
    private static final long POLL_MS = 100;

    private final FlinkCluster cluster;
    private final String id;

    private SubmittedJob(FlinkCluster cluster, String id) {
        this.cluster = cluster;
        this.id = id;
    }

    /** Submits the job jar by Flink's command line; throws UserError when it is refused. */
    public static SubmittedJob submit(FlinkCluster cluster, FlinkCli.Submission submission, Consumer<String> warnings)
            throws InterruptedException {
        return new SubmittedJob(cluster, cluster.cli().run(submission, warnings));
    }

    /** The job of that id, or the only one that runs when null; throws UserError when that is not one. */
    public static SubmittedJob find(FlinkCluster cluster, @Nullable String id) throws InterruptedException {
        try {
            List<FlinkRest.Job> running = cluster.rest().jobs().stream()
                    .filter(job -> id == null ? !job.hasEnded() : job.id().equals(id))
                    .toList();
            if (running.size() != 1) {
                throw UserError.wrongUse("--job: expected the id of one of "
                        + running.size() + " running jobs "
                        + running.stream().map(FlinkRest.Job::id).toList() + ", was " + (id == null ? "none" : id));
            }
            return new SubmittedJob(cluster, running.get(0).id());
        } catch (IOException e) {
            throw UserError.failed("expected a job manager at " + cluster.rest().address() + ", was no answer", e);
        }
    }

    /** The arguments of the job's main class that give equal settings. */
    public static List<String> arguments(Settings settings) {
        List<String> arguments = new ArrayList<>();
        settings.given().forEach((key, text) -> arguments.addAll(List.of("--set", key + "=" + text)));
        return arguments;
    }

    public String id() {
        return id;
    }

    /** What the job manager says of it; throws UserError when it does not answer. */
    public FlinkRest.Job state() throws InterruptedException {
        try {
            return cluster.rest().job(id);
        } catch (IOException e) {
            throw UserError.failed("expected a job manager at " + cluster.rest().address() + ", was no answer", e);
        }
    }

    /** Returns when every task runs; throws UserError with the reason when it fails or does not within the time. */
    public void awaitRunning(Duration patience) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        FlinkRest.Job job = state();
        for (; !job.runs(); job = state()) {
            if (job.hasEnded() || System.nanoTime() > deadlineNanos) {
                throw UserError.failed("expected every task to run, was " + job.state() + " with " + job.runningTasks()
                        + " of " + job.tasks() + " tasks" + reason());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }

    /** Stops it with a savepoint; gives its address. */
    public String stop(@Nullable String savepoints) throws InterruptedException {
        return cluster.cli().stop(id, savepoints);
    }

    /** Cancels it; its last checkpoint is kept. */
    public void cancel() throws InterruptedException {
        cluster.cli().cancel(id);
    }

    private String reason() throws InterruptedException {
        try {
            String failure = cluster.rest().failure(id);
            return failure.isEmpty() ? "" : ": " + failure;
        } catch (IOException e) {
            return "";
        }
    }
}
