package io.quorate.job.local;

import io.quorate.job.fault.UserError;
import io.quorate.job.kafka.LoopbackPorts;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;

/** Flink's configuration of a cluster in this process: loopback only, everything below one folder. */
final class ClusterConfiguration {
    static final String LOOPBACK = LoopbackPorts.HOST;

    private ClusterConfiguration() {}

    static Configuration of(Settings settings, int webPort, Path dir) {
        Configuration c = new Configuration();
        c.set(RestOptions.ADDRESS, LOOPBACK);
        c.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        c.set(RestOptions.BIND_PORT, Integer.toString(webPort));
        c.set(RestOptions.PORT, webPort);
        c.set(WebOptions.SUBMIT_ENABLE, false);
        c.set(WebOptions.TMP_DIR, dir.resolve("tmp").toString());
        c.set(JobManagerOptions.ADDRESS, LOOPBACK);
        c.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        c.set(TaskManagerOptions.HOST, LOOPBACK);
        c.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        c.set(CoreOptions.TMP_DIRS, dir.resolve("tmp").toString());
        c.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(128));
        c.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(128));
        c.set(SecurityOptions.DELEGATION_TOKENS_ENABLED, false);
        c.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofSeconds(2));
        String checkpoints = settings.get(JobOptions.CHECKPOINT_DIR);
        c.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                checkpoints.isEmpty() ? dir.resolve("checkpoints").toUri().toString() : checkpoints);
        c.set(
                CheckpointingOptions.SAVEPOINT_DIRECTORY,
                dir.resolve("savepoints").toUri().toString());
        prometheus(settings.get(JobOptions.PROMETHEUS_PORT), c);
        return c;
    }

    private static void prometheus(String ports, Configuration c) {
        if (ports.equals("0")) {
            return;
        }
        // Flink only logs when the port is taken and goes on without the endpoint.
        if (!ports.contains("-") && !LoopbackPorts.isFree(Integer.parseInt(ports))) {
            throw UserError.failed(
                    JobOptions.PROMETHEUS_PORT.key() + ": expected a free port, was " + ports + " which is taken");
        }
        c.setString("metrics.reporters", "prometheus");
        c.setString(
                "metrics.reporter.prometheus.factory.class",
                "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
        c.setString("metrics.reporter.prometheus.port", ports);
    }
}
