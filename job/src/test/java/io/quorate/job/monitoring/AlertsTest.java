package io.quorate.job.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertsTest {

    @TempDir
    private Path dir;

    @Test
    void everyAlertSaysHowBadItIsAndWhatToDo() throws Exception {
        Set<String> headings = headings();
        for (Map.Entry<String, JsonNode> alert : MonitoringFiles.alerts().entrySet()) {
            String name = alert.getKey();
            String anchor = name.toLowerCase(Locale.ROOT);
            JsonNode annotations = alert.getValue().path("annotations");
            assertThat(name).startsWith("Quorate");
            assertThat(alert.getValue().path("labels").path("severity").asText())
                    .as(name)
                    .isIn("critical", "warning");
            assertThat(annotations.path("summary").asText()).as(name).isNotEmpty();
            assertThat(annotations.path("description").asText())
                    .as(name)
                    .hasSizeGreaterThan(60)
                    .endsWith(".");
            assertThat(annotations.path("runbook").asText()).isEqualTo("docs/monitoring.md#" + anchor);
            assertThat(headings).contains(anchor);
        }
        assertThat(headings)
                .filteredOn(h -> h.startsWith("quorate"))
                .hasSameSizeAs(MonitoringFiles.alerts().keySet());
    }

    @Test
    void everyAlertHasACaseInWhichItFiresAndOneInWhichItEndsAfterwards() throws Exception {
        Set<String> tested = new TreeSet<>();
        for (JsonNode test : MonitoringFiles.yaml("tests/alerts.yaml").path("tests")) {
            boolean quietBefore = false;
            boolean fired = false;
            for (JsonNode step : test.path("alert_rule_test")) {
                boolean firing = !step.path("exp_alerts").isEmpty();
                if (fired && !firing && quietBefore) {
                    tested.add(step.path("alertname").asText());
                }
                quietBefore |= !fired && !firing;
                fired |= firing;
            }
        }
        assertThat(tested).isEqualTo(new TreeSet<>(MonitoringFiles.alerts().keySet()));
    }

    @Test
    void theRulesAreValidAndPassTheirTests() throws Exception {
        Tool promtool = Tool.installed("promtool");
        MonitoringFiles.writeRules(dir);
        Tool.Run check = promtool.run(dir, "check", "rules", "rules.yaml");
        assertThat(check.code()).as(check.output()).isZero();
        assertThat(check.output()).contains(MonitoringFiles.alerts().size() + " rules found");
        Tool.Run test = test(promtool);
        assertThat(test.code()).as(test.output()).isZero();
        assertThat(test.output()).contains("SUCCESS");
    }

    @Test
    void anAlertThatNeverFiresAndOneThatNeverEndsAreNoticed() throws Exception {
        Tool promtool = Tool.installed("promtool");
        for (String broken : new String[] {"vector(0) > 1", "vector(1)"}) {
            MonitoringFiles.writeRules(dir, broken);
            Tool.Run test = test(promtool);
            assertThat(test.code()).isNotZero();
            for (Map.Entry<String, JsonNode> alert : MonitoringFiles.alerts().entrySet()) {
                assertThat(test.output()).as(broken).contains("alertname: " + alert.getKey() + ",");
            }
        }
    }

    private Tool.Run test(Tool promtool) throws IOException, InterruptedException {
        Files.writeString(
                dir.resolve("test.yaml"), Files.readString(MonitoringFiles.COMPONENT.resolve("tests/alerts.yaml")));
        return promtool.run(dir, "test", "rules", "test.yaml");
    }

    /** Anchors of the headings of the document. */
    private static Set<String> headings() throws IOException {
        Set<String> anchors = new TreeSet<>();
        for (String line : Files.readAllLines(MonitoringFiles.DOCUMENT)) {
            if (line.startsWith("#")) {
                anchors.add(
                        line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT).replace(' ', '-'));
            }
        }
        return anchors;
    }
}
