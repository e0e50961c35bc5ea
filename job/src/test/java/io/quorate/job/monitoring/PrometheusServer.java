package io.quorate.job.monitoring;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quorate.job.kafka.LoopbackPorts;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Prometheus of its own on loopback that scrapes one endpoint as the PodMonitor says and knows the alerts. */
final class PrometheusServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Map<String, String> RELABELING =
            Map.of("sourceLabels", "source_labels", "targetLabel", "target_label");

    private final Process process;
    private final URI address;
    private final HttpClient http = HttpClient.newHttpClient();

    private PrometheusServer(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    static PrometheusServer start(Tool prometheus, Path dir, URI target) throws Exception {
        int port = LoopbackPorts.free(1).get(0);
        MonitoringFiles.writeRules(dir);
        Files.writeString(dir.resolve("prometheus.yml"), new YAMLMapper().writeValueAsString(configuration(target)));
        Process process = prometheus
                .builder(
                        dir,
                        "--config.file=prometheus.yml",
                        "--storage.tsdb.path=data",
                        "--web.listen-address=" + LoopbackPorts.HOST + ":" + port,
                        "--log.level=warn")
                .redirectOutput(dir.resolve("prometheus.log").toFile())
                .start();
        PrometheusServer server =
                new PrometheusServer(process, URI.create("http://" + LoopbackPorts.HOST + ":" + port));
        try {
            // rates need several scrapes
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> server.value("sum_over_time(up[1m])") >= 5 && server.value("up") == 1);
        } catch (RuntimeException e) {
            server.close();
            throw new IllegalStateException(Files.readString(dir.resolve("prometheus.log")), e);
        }
        return server;
    }

    private static ObjectNode configuration(URI target) throws IOException {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.putObject("global").put("evaluation_interval", "1s");
        root.putArray("rule_files").add("rules.yaml");
        ObjectNode job = root.putArray("scrape_configs").addObject();
        job.put("job_name", "quorate").put("scrape_interval", "1s").put("scrape_timeout", "1s");
        ObjectNode targets = job.putArray("static_configs").addObject();
        targets.putArray("targets").add(target.getAuthority());
        targets.putObject("labels").put("namespace", "test");
        ArrayNode relabelings = job.putArray("metric_relabel_configs");
        for (JsonNode rule : MonitoringFiles.yaml("pod-monitor.yaml")
                .path("spec")
                .path("podMetricsEndpoints")
                .path(0)
                .path("metricRelabelings")) {
            ObjectNode copy = relabelings.addObject();
            rule.properties().forEach(e -> copy.set(RELABELING.getOrDefault(e.getKey(), e.getKey()), e.getValue()));
        }
        return root;
    }

    /** The samples of an instant query; throws IllegalStateException when Prometheus refuses it. */
    JsonNode query(String expr) throws Exception {
        return get("/api/v1/query?query=" + URLEncoder.encode(expr, StandardCharsets.UTF_8))
                .path("result");
    }

    /** Whether an instant query gives a number. */
    boolean hasData(String expr) throws Exception {
        for (JsonNode sample : query(expr)) {
            if (!sample.path("value").path(1).asText().equals("NaN")) {
                return true;
            }
        }
        return false;
    }

    /** The only value of an instant query. */
    double value(String expr) throws Exception {
        return query(expr).path(0).path("value").path(1).asDouble(Double.NaN);
    }

    /** The data part of an answer. */
    JsonNode get(String path) throws Exception {
        HttpResponse<String> answer =
                http.send(HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
        JsonNode body = new ObjectMapper().readTree(answer.body());
        if (!body.path("status").asText().equals("success")) {
            throw new IllegalStateException("expected an answer to " + path + ", was " + answer.body());
        }
        return body.path("data");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
