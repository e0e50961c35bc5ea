package io.quorate.job.tune;

import io.quorate.job.cluster.Installation;
import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import io.quorate.job.local.LocalCluster;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** A cluster that takes jobs: one in this process, or one by its REST interface, which gets the job jar. */
final class FlinkTarget implements AutoCloseable {
    private static final String JOB_NAME = "quorate trials";

    private final @Nullable LocalCluster local;
    private final @Nullable Path folder;
    private final String host;
    private final int port;

    private FlinkTarget(@Nullable LocalCluster local, @Nullable Path folder, String host, int port) {
        this.local = local;
        this.folder = folder;
        this.host = host;
        this.port = port;
    }

    /** Starts a cluster in this process, or names the one that is there. */
    static FlinkTarget of(WorkerPlan workers) {
        String jobManager = workers.jobManager();
        if (jobManager != null) {
            int colon = jobManager.lastIndexOf(':');
            return new FlinkTarget(
                    null, null, jobManager.substring(0, colon), Integer.parseInt(jobManager.substring(colon + 1)));
        }
        try {
            Path folder = Files.createTempDirectory("quorate-tune");
            Settings settings = Settings.of(Map.of(JobOptions.WEB_PORT.key(), "0"));
            return new FlinkTarget(LocalCluster.start(settings, workers.workers(), folder), folder, "", 0);
        } catch (IOException e) {
            throw new UncheckedIOException("expected a folder for temporary files, was none", e);
        }
    }

    /** For one job. */
    StreamExecutionEnvironment environment() {
        Configuration configuration = new Configuration();
        if (local != null) {
            configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
            return StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        }
        return StreamExecutionEnvironment.createRemoteEnvironment(
                host, port, configuration, Installation.here().jobJar().toString());
    }

    JobClient submit(StreamExecutionEnvironment env) {
        if (local != null) {
            return local.submit(env);
        }
        try {
            return env.executeAsync(JOB_NAME);
        } catch (Exception e) {
            throw UserError.failed(
                    "expected a Flink cluster at " + host + ":" + port + " that takes the job, was " + RootCause.of(e),
                    e);
        }
    }

    @Override
    public void close() {
        if (local != null) {
            local.close();
        }
        if (folder != null) {
            remove(folder);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // Left to the system's temporary folder.
        }
    }
}
