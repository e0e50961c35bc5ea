package io.quorate.job.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DashboardTest {
    private static final Pattern LEGEND = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

    /** Units of Grafana that we use. */
    private static final Set<String> UNITS = Set.of("s", "ms", "ns", "cps", "none", "bytes", "percentunit");

    @Test
    void theRowsFollowTheWalk() throws Exception {
        List<String> rows = new ArrayList<>();
        for (JsonNode panel : MonitoringFiles.dashboard().path("panels")) {
            if (panel.path("type").asText().equals("row")) {
                rows.add(panel.path("title").asText());
            }
        }
        assertThat(rows)
                .containsExactly(
                        "Overview",
                        "Decisions",
                        "Latency",
                        "Time and frontier",
                        "Models and control",
                        "Checkpoints and restarts",
                        "Kafka",
                        "JVM",
                        "Portfolios");
    }

    @Test
    void everyPanelSaysWhatItShowsInWhichUnit() throws Exception {
        assertThat(MonitoringFiles.panels()).hasSizeGreaterThan(40).allSatisfy(panel -> {
            assertThat(panel.path("title").asText()).isNotEmpty();
            assertThat(panel.path("description").asText()).endsWith(".");
            assertThat(panel.path("fieldConfig").path("defaults").path("unit").asText())
                    .isIn(UNITS);
            assertThat(panel.path("datasource").path("uid").asText()).isEqualTo("${datasource}");
            assertThat(panel.path("targets")).isNotEmpty();
        });
    }

    @Test
    void panelsHavePlacesOfTheirOwn() throws Exception {
        Set<Integer> ids = new HashSet<>();
        Set<String> cells = new HashSet<>();
        for (JsonNode panel : MonitoringFiles.dashboard().path("panels")) {
            assertThat(ids.add(panel.path("id").asInt())).isTrue();
            JsonNode at = panel.path("gridPos");
            assertThat(at.path("x").asInt() + at.path("w").asInt()).isLessThanOrEqualTo(24);
            for (int x = at.path("x").asInt();
                    x < at.path("x").asInt() + at.path("w").asInt();
                    x++) {
                for (int y = at.path("y").asInt();
                        y < at.path("y").asInt() + at.path("h").asInt();
                        y++) {
                    assertThat(cells.add(x + "," + y))
                            .as(panel.path("title").asText())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void everyQueryIsOfTheChosenJobAndNamespace() throws Exception {
        assertThat(MonitoringFiles.queries()).allSatisfy(query -> {
            int selectors = PromQuery.metrics(query.expr()).size();
            assertThat(query.expr().split("namespace=~\"\\$namespace\"", -1)).hasSizeGreaterThan(selectors);
            if (PromQuery.metrics(query.expr()).stream().anyMatch(name -> name.contains("_job_"))) {
                assertThat(query.expr()).contains("job_name=~\"$job\"");
            }
        });
        List<String> variables = new ArrayList<>();
        MonitoringFiles.dashboard()
                .path("templating")
                .path("list")
                .forEach(v -> variables.add(v.path("name").asText()));
        assertThat(variables).containsExactly("datasource", "namespace", "job");
    }

    @Test
    void legendsUseLabelsTheQueryKeeps() throws Exception {
        for (JsonNode panel : MonitoringFiles.panels()) {
            for (JsonNode target : panel.path("targets")) {
                String expr = target.path("expr").asText();
                if (expr.matches("(?s).*\\b(sum|max|min)\\b.*")) {
                    Set<String> shown = new TreeSet<>();
                    for (Matcher m = LEGEND.matcher(target.path("legendFormat").asText()); m.find(); ) {
                        shown.add(m.group(1));
                    }
                    assertThat(PromQuery.labels(expr)).as(expr).containsAll(shown);
                }
            }
        }
    }

    @Test
    void theComponentTakesEveryFile() throws Exception {
        JsonNode kustomization = MonitoringFiles.yaml("kustomization.yaml");
        assertThat(kustomization.path("kind").asText()).isEqualTo("Component");
        kustomization
                .path("resources")
                .forEach(file -> assertThat(MonitoringFiles.COMPONENT.resolve(file.asText()))
                        .exists());
        JsonNode generator = kustomization.path("configMapGenerator").path(0);
        assertThat(MonitoringFiles.COMPONENT.resolve(
                        generator.path("files").path(0).asText().split("=", 2)[1]))
                .exists();
        assertThat(generator
                        .path("options")
                        .path("labels")
                        .path("grafana_dashboard")
                        .asText())
                .isEqualTo("1");
    }
}
