package io.quorate.job.local;

import io.quorate.job.kafka.LoopbackPorts;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.prometheus.EndpointState;
import io.quorate.job.prometheus.PrometheusEndpointFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
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
import org.jspecify.annotations.Nullable;

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
        return c;
    }

    /** Adds the Prometheus endpoint the settings ask for; null for none, else the id of its {@link EndpointState}. */
    static @Nullable String addPrometheus(Settings settings, Configuration c) {
        String ports = settings.get(JobOptions.PROMETHEUS_PORT);
        if (ports.equals("0")) {
            return null;
        }
        String id = UUID.randomUUID().toString();
        String prefix = "metrics.reporter.prometheus.";
        c.setString("metrics.reporters", "prometheus");
        c.setString(prefix + "factory.class", PrometheusEndpointFactory.class.getName());
        c.setString(prefix + PrometheusEndpointFactory.HOST, settings.get(JobOptions.PROMETHEUS_HOST));
        c.setString(prefix + PrometheusEndpointFactory.PORT, ports);
        c.setString(prefix + PrometheusEndpointFactory.ID, id);
        return id;
    }
}
