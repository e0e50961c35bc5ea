package io.quorate.job.batch;

import io.quorate.job.fault.UserError;
import io.quorate.job.local.LocalCluster;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.learn.ProgressListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs a bounded job on a cluster in this process and waits for its end. */
public final class InProcessJob {

    private static final long POLL_MS = 100;
    private static final String USER_ERROR = ": UserError: ";

    private InProcessJob() {}

    /** Takes what it needs from a job that has ended, while its cluster is still there. */
    @FunctionalInterface
    public interface Ended<T> {

        /** Reads the result. */
        T result(JobClient job) throws InterruptedException;
    }

    /**
     * Runs a job without restarts.
     *
     * @param define adds the job to the environment
     * @throws UserError with what stopped the job
     */
    public static <T> T run(
            int parallelism, Consumer<StreamExecutionEnvironment> define, ProgressListener listener, Ended<T> ended) {
        Path dir = temporary();
        Settings settings = Settings.of(Map.of(JobOptions.WEB_PORT.key(), "0"));
        try (LocalCluster cluster = LocalCluster.start(settings, parallelism, dir)) {
            Configuration configuration = new Configuration();
            configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
            env.setParallelism(parallelism);
            define.accept(env);
            JobClient job = cluster.submit(env);
            JobStatus status = cluster.status(job);
            while (!status.isTerminalState()) {
                listener.progress("running on Flink, parallelism " + parallelism, 0);
                Thread.sleep(POLL_MS);
                status = cluster.status(job);
            }
            if (status != JobStatus.FINISHED) {
                throw failure(cluster.failure(job), status);
            }
            return ended.result(job);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.failed("interrupted while the job ran", e);
        } finally {
            delete(dir);
        }
    }

    private static UserError failure(String failure, JobStatus status) {
        return failure.startsWith(USER_ERROR)
                ? UserError.wrongUse(failure.substring(USER_ERROR.length()))
                : UserError.failed("expected the job to finish, was " + status + failure);
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("quorate-batch");
        } catch (IOException e) {
            throw new UncheckedIOException("expected a folder for temporary files, was none", e);
        }
    }

    private static void delete(Path dir) {
        try (Stream<Path> all = Files.walk(dir)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // Left to the system's temporary folder.
        }
    }
}
