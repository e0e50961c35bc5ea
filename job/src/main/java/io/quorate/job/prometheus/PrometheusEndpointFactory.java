package io.quorate.job.prometheus;

import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Prometheus endpoint with the names and labels of Flink's own, bound to one address.
 *
 * <p>For any Flink process with this class on its classpath, by its configuration:
 *
 * <pre>
 * metrics.reporters: prom
 * metrics.reporter.prom.factory.class: io.quorate.job.prometheus.PrometheusEndpointFactory
 * metrics.reporter.prom.host: 127.0.0.1        # default
 * metrics.reporter.prom.port: 9249             # default; or a range like 9249-9259: the first free one
 * metrics.reporter.prom.when-taken: log        # default; exit ends the process instead
 * </pre>
 *
 * <p>Flink only logs a reporter that cannot start and goes on without it; {@code exit} is for processes that must not run
 * unwatched.
 */
public final class PrometheusEndpointFactory implements MetricReporterFactory {

    /** Address to bind. */
    public static final String HOST = "host";
    /** Port or range of ports to bind the first free one of. */
    public static final String PORT = "port";
    /** What to do when the endpoint cannot start: log or exit. */
    public static final String WHEN_TAKEN = "when-taken";
    /** Names the endpoint for {@link EndpointState}. */
    public static final String ID = "id";

    static final String DEFAULT_HOST = "127.0.0.1";
    static final String DEFAULT_PORT = "9249";
    static final String EXIT = "exit";

    private static final Logger LOG = LoggerFactory.getLogger(PrometheusEndpointFactory.class);

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        String id = text(properties, ID, "");
        try {
            PrometheusEndpoint endpoint =
                    PrometheusEndpoint.bind(text(properties, HOST, DEFAULT_HOST), text(properties, PORT, DEFAULT_PORT));
            LOG.info("metrics at {}", endpoint.address());
            EndpointState.opened(id, endpoint.address());
            return endpoint;
        } catch (EndpointRefusedException e) {
            EndpointState.refused(id, e.getMessage());
            if (text(properties, WHEN_TAKEN, "log").equals(EXIT)) {
                LOG.error("metrics endpoint: {}; the process ends", e.getMessage());
                System.err.println("error: metrics endpoint: " + e.getMessage());
                // no orderly end: the services of a half started process would fail and hide the reason
                Runtime.getRuntime().halt(1);
            }
            throw e;
        }
    }

    /** The value as text; Flink hands over numbers of its YAML as numbers. */
    private static String text(Properties properties, String key, String otherwise) {
        Object value = properties.get(key);
        return value == null ? otherwise : value.toString();
    }
}
