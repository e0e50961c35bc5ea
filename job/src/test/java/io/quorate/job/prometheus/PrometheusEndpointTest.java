package io.quorate.job.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.job.kafka.LoopbackPorts;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.metrics.CharacterFilter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.LogicalScopeProvider;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.junit.jupiter.api.Test;

class PrometheusEndpointTest {

    @Test
    void itSaysWhatFlinksOwnReporterSays() throws Exception {
        int own = LoopbackPorts.free(1).get(0);
        MetricReporter flinks = new PrometheusReporterFactory().createMetricReporter(port(Integer.toString(own)));
        MetricReporter ours = new PrometheusEndpointFactory().createMetricReporter(port("0"));
        try {
            fill(flinks);
            fill(ours);
            String said = get(((PrometheusEndpoint) ours).address());
            assertThat(said)
                    .contains("flink_job_task_rows{job_name=\"a_job\",subtask_index=\"0\",} 3.0")
                    .contains("flink_job_task_nanos{job_name=\"a_job\",subtask_index=\"0\",quantile=\"0.99\",} 5.0")
                    .contains("flink_job_task_level{job_name=\"a_job\",subtask_index=\"0\",} 7.0");
            assertThat(lines(said)).isEqualTo(lines(get(URI.create("http://127.0.0.1:" + own + "/metrics"))));
        } finally {
            flinks.close();
            ours.close();
        }
    }

    @Test
    void onlyTheLoopbackAddressIsBoundUnlessAnotherIsWanted() throws Exception {
        PrometheusEndpoint endpoint = PrometheusEndpoint.bind("127.0.0.1", "0");
        int port = endpoint.address().getPort();
        assertThat(endpoint.address()).hasToString("http://127.0.0.1:" + port + "/metrics");
        assertThatThrownBy(() -> connect("127.0.0.2", port)).isInstanceOf(ConnectException.class);
        connect("127.0.0.1", port);
        endpoint.close();
        assertThatThrownBy(() -> connect("127.0.0.1", port)).isInstanceOf(ConnectException.class);

        PrometheusEndpoint everywhere = PrometheusEndpoint.bind("0.0.0.0", "0");
        connect("127.0.0.2", everywhere.address().getPort());
        everywhere.close();
    }

    @Test
    void theFirstFreePortOfARangeIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int first = taken.getLocalPort();
            int other = LoopbackPorts.free(1).get(0);
            PrometheusEndpoint endpoint = PrometheusEndpoint.bind("127.0.0.1", first + "," + other);
            assertThat(endpoint.address().getPort()).isEqualTo(other);
            endpoint.close();
        }
    }

    @Test
    void aPortMayBeANumberAsFlinkReadsItFromYaml() {
        int free = LoopbackPorts.free(1).get(0);
        Properties properties = new MetricConfig();
        properties.put("port", free);
        PrometheusEndpoint endpoint =
                (PrometheusEndpoint) new PrometheusEndpointFactory().createMetricReporter(properties);
        assertThat(endpoint.address().getPort()).isEqualTo(free);
        endpoint.close();
    }

    @Test
    void aTakenPortIsAnErrorWithItsReason() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Properties properties = port(Integer.toString(taken.getLocalPort()));
            properties.setProperty(PrometheusEndpointFactory.ID, "taken");
            String expected =
                    "expected a free port on 127.0.0.1, was " + taken.getLocalPort() + " (Address already in use)";
            assertThatThrownBy(() -> new PrometheusEndpointFactory().createMetricReporter(properties))
                    .isInstanceOf(EndpointRefusedException.class)
                    .hasMessage(expected);
            assertThat(EndpointState.take("taken")).isEqualTo(new EndpointState(null, expected));
            assertThat(EndpointState.take("taken")).isNull();
        }
        assertThatThrownBy(() -> PrometheusEndpoint.bind("no such host", "0"))
                .hasMessage("expected a host of this machine, was no such host which is unknown");
        assertThatThrownBy(() -> PrometheusEndpoint.bind("127.0.0.1", "many"))
                .hasMessage("expected a port or a range like 9249-9259, was many");
    }

    @Test
    void aProcessThatMustBeWatchedEndsWhenItCannotBe() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Unwatched.class.getName(),
                            Integer.toString(taken.getLocalPort()))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isEqualTo(1);
            assertThat(said)
                    .contains("error: metrics endpoint: expected a free port on 127.0.0.1")
                    .doesNotContain("went on");
        }
    }

    /** A process with a reporter that it must have. */
    static final class Unwatched {
        private Unwatched() {}

        public static void main(String[] args) {
            Properties properties = port(args[0]);
            properties.setProperty(PrometheusEndpointFactory.WHEN_TAKEN, PrometheusEndpointFactory.EXIT);
            var unused = new PrometheusEndpointFactory().createMetricReporter(properties);
            System.out.println("went on");
        }
    }

    private static Properties port(String port) {
        MetricConfig properties = new MetricConfig();
        properties.setProperty("port", port);
        return properties;
    }

    private static void fill(MetricReporter reporter) {
        reporter.open(new MetricConfig());
        Group group = new Group();
        SimpleCounter rows = new SimpleCounter();
        rows.inc(3);
        DescriptiveStatisticsHistogram nanos = new DescriptiveStatisticsHistogram(10);
        nanos.update(5);
        Gauge<Long> level = () -> 7L;
        reporter.notifyOfAddedMetric(rows, "rows", group);
        reporter.notifyOfAddedMetric(nanos, "nanos", group);
        reporter.notifyOfAddedMetric(level, "level", group);
    }

    private static void connect(String host, int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName(host), port)) {
            assertThat(socket.isConnected()).isTrue();
        }
    }

    private static String get(URI address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static List<String> lines(String text) {
        return text.lines().sorted().collect(Collectors.toList());
    }

    /** The scope job.task of one subtask. */
    private static final class Group extends UnregisteredMetricsGroup implements LogicalScopeProvider {
        @Override
        public Map<String, String> getAllVariables() {
            return new TreeMap<>(Map.of("<job_name>", "a job", "<subtask_index>", "0"));
        }

        @Override
        public String getLogicalScope(CharacterFilter filter) {
            return Objects.requireNonNull(filter).filterCharacters("job_task");
        }

        @Override
        public String getLogicalScope(CharacterFilter filter, char delimiter) {
            return getLogicalScope(filter);
        }

        @Override
        public MetricGroup getWrappedMetricGroup() {
            return this;
        }
    }
}
