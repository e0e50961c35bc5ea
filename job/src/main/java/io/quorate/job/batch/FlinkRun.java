package io.quorate.job.batch;

import io.quorate.job.fault.UserError;
import io.quorate.job.local.LocalCluster;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.table.TableWriter;
import io.quorate.learn.ProgressListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs a {@link FlinkBatch} on a cluster in this process and waits for its end. */
public final class FlinkRun {

    private static final long POLL_MS = 100;
    private static final String USER_ERROR = ": UserError: ";

    private FlinkRun() {}

    /** Runs; throws UserError with file and line of a row that stops it. */
    public static BatchResult run(RowStep step, BatchPlan plan, int parallelism, ProgressListener listener) {
        Path dir = temporary();
        Settings settings = Settings.of(Map.of(JobOptions.WEB_PORT.key(), "0"));
        try (LocalCluster cluster = LocalCluster.start(settings, parallelism, dir)) {
            Configuration configuration = new Configuration();
            configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
            env.setParallelism(parallelism);
            FlinkBatch.define(env, step, plan);
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
            return result(plan, step, job);
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

    private static BatchResult result(BatchPlan plan, RowStep step, JobClient job) throws InterruptedException {
        try {
            Map<String, Object> figures = job.getAccumulators().get();
            long rowsOut = count(figures, FlinkBatch.ROWS_OUT);
            if (rowsOut == 0) {
                // no key, no end of a key: nobody closed the file
                try (TableWriter writer = TableWriter.open(plan.output(), step.columns())) {
                    writer.commit();
                }
            }
            long rejected = count(figures, FlinkBatch.REJECTED);
            return new BatchResult(
                    count(figures, FlinkBatch.ROWS_IN),
                    rowsOut,
                    count(figures, FlinkBatch.SYMBOLS),
                    rejected,
                    count(figures, FlinkBatch.DUPLICATES),
                    count(figures, FlinkBatch.LATE),
                    rejected == 0 ? null : RowSource.place(plan.files(), count(figures, FlinkBatch.FIRST_REJECTED)));
        } catch (ExecutionException e) {
            throw UserError.failed("expected the figures of the job, was none", e);
        }
    }

    private static long count(Map<String, Object> figures, String name) {
        return figures.get(name) instanceof Long value ? value : 0;
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
