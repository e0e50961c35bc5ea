package io.quorate.job.prometheus;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Iterator;
import org.apache.flink.metrics.prometheus.AbstractPrometheusReporter;
import org.apache.flink.util.NetUtils;
import org.jspecify.annotations.Nullable;

/**
 * Serves Flink's metrics in the text form of Prometheus on one address.
 *
 * <p>Names, labels and values are made by Flink's own class; only the server is ours, because Flink's binds every
 * interface. The registry behind it is not public and is read by reflection once, at the start.
 */
final class PrometheusEndpoint extends AbstractPrometheusReporter {

    private final HTTPServer server;
    private final URI address;

    private PrometheusEndpoint(String host, String ports) {
        this.server = server(host, ports);
        this.address = URI.create(
                "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.getPort() + "/metrics");
    }

    /**
     * Starts to serve. Throws EndpointRefusedException when no port is free.
     *
     * @param host address to bind
     * @param ports a port, a range or a list of them; the first free one is taken
     */
    static PrometheusEndpoint bind(String host, String ports) {
        return new PrometheusEndpoint(host, ports);
    }

    /** Where the metrics are. */
    URI address() {
        return address;
    }

    @Override
    public void close() {
        server.stop();
        super.close();
    }

    private HTTPServer server(String host, String ports) {
        CollectorRegistry metrics = registry();
        @Nullable IOException last = null;
        for (Iterator<Integer> next = candidates(ports); next.hasNext(); ) {
            InetSocketAddress wanted = new InetSocketAddress(host, next.next());
            if (wanted.isUnresolved()) {
                throw new EndpointRefusedException(
                        "expected a host of this machine, was " + host + " which is unknown");
            }
            try {
                return new HTTPServer(wanted, metrics, true);
            } catch (IOException e) {
                last = e;
            }
        }
        throw new EndpointRefusedException(
                "expected a free port on " + host + ", was " + ports
                        + (last == null ? "" : " (" + last.getMessage() + ")"),
                last);
    }

    private static Iterator<Integer> candidates(String ports) {
        try {
            return NetUtils.getPortRangeFromString(ports);
        } catch (IllegalArgumentException e) {
            throw new EndpointRefusedException("expected a port or a range like 9249-9259, was " + ports, e);
        }
    }

    private CollectorRegistry registry() {
        try {
            Field registry = AbstractPrometheusReporter.class.getDeclaredField("registry");
            registry.setAccessible(true);
            return (CollectorRegistry) registry.get(this);
        } catch (ReflectiveOperationException e) {
            throw new EndpointRefusedException("expected the reporter of Flink 2.2, was another", e);
        }
    }
}
