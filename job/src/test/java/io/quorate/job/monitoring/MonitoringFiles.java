package io.quorate.job.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of the monitoring component as they are in the tree. */
final class MonitoringFiles {
    static final Path COMPONENT = Path.of("..", "k8s", "components", "monitoring");
    static final Path DOCUMENT = Path.of("..", "docs", "monitoring.md");

    private static final YAMLMapper YAML = new YAMLMapper();

    private MonitoringFiles() {}

    /** One query of the dashboard and where it is. */
    record Query(String panel, String expr) {}

    static JsonNode yaml(String file) throws IOException {
        return YAML.readTree(COMPONENT.resolve(file).toFile());
    }

    static JsonNode dashboard() throws IOException {
        return new ObjectMapper()
                .readTree(
                        COMPONENT.resolve("dashboards").resolve("quorate.json").toFile());
    }

    /** Panels that draw something, rows left out. */
    static List<JsonNode> panels() throws IOException {
        List<JsonNode> panels = new ArrayList<>();
        for (JsonNode panel : dashboard().path("panels")) {
            if (!panel.path("type").asText().equals("row")) {
                panels.add(panel);
            }
        }
        return panels;
    }

    /** Every query of every panel, as written. */
    static List<Query> queries() throws IOException {
        List<Query> queries = new ArrayList<>();
        for (JsonNode panel : panels()) {
            for (JsonNode target : panel.path("targets")) {
                queries.add(new Query(
                        panel.path("title").asText(), target.path("expr").asText()));
            }
        }
        return queries;
    }

    /** The alerts by name. */
    static Map<String, JsonNode> alerts() throws IOException {
        Map<String, JsonNode> alerts = new TreeMap<>();
        for (JsonNode group : yaml("alerts.yaml").path("spec").path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                if (alerts.put(rule.path("alert").asText(), rule) != null) {
                    throw new IllegalStateException("expected an alert once, was twice: " + rule);
                }
            }
        }
        return alerts;
    }

    /** Writes the rules as Prometheus reads them. */
    static Path writeRules(Path dir) throws IOException {
        return writeRules(dir, null);
    }

    /**
     * Writes the rules as Prometheus reads them.
     *
     * @param expr takes the place of every expression; null for none
     */
    static Path writeRules(Path dir, String expr) throws IOException {
        ObjectNode rules = YAML.createObjectNode();
        JsonNode groups = yaml("alerts.yaml").path("spec").path("groups");
        rules.set("groups", groups);
        if (expr != null) {
            groups.forEach(group -> group.path("rules").forEach(rule -> ((ObjectNode) rule).put("expr", expr)));
        }
        Path file = dir.resolve("rules.yaml");
        Files.writeString(file, YAML.writeValueAsString(rules));
        return file;
    }
}
