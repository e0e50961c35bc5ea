package io.quorate.job.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.job.metrics.MetricName;
import io.quorate.telemetry.Count;
import io.quorate.telemetry.Figure;
import io.quorate.telemetry.Level;
import io.quorate.telemetry.Stage;
import io.quorate.telemetry.Tally;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The table of metrics in docs/monitoring.md is made of the catalogue of stages. */
class MetricsDocTest {
    private static final String BEGIN =
            "<!-- metrics: made of io.quorate.telemetry.Stage, MetricsDocTest says how -->\n";
    private static final String END = "<!-- end of metrics -->\n";

    @Test
    void theTableAgreesWithTheCode() throws Exception {
        String document = Files.readString(MonitoringFiles.DOCUMENT);
        assertThat(document).contains(BEGIN, END);
        assertThat(document.substring(document.indexOf(BEGIN) + BEGIN.length(), document.indexOf(END)))
                .as("put the expected table between the two comments")
                .isEqualTo(table());
    }

    private static String table() {
        StringBuilder out = new StringBuilder("| metric | type | unit | meaning |\n|---|---|---|---|\n");
        for (Stage stage : Stage.values()) {
            String prefix = stage.label() + "_";
            row(out, prefix + "latencyNanos", "summary", "ns", "wall time of a step: " + stage.step());
            if (stage.decides()) {
                row(
                        out,
                        prefix + "eventToDecisionNanos",
                        "summary",
                        "ns",
                        "wall clock at a decision on a sample minus the time of the event; 100 s is the end of the scale");
            }
            for (Level level : stage.levels()) {
                row(out, prefix + MetricName.of(level), "gauge", unit(level), level.meaning());
                if (level == Level.WATERMARK_MS) {
                    row(out, prefix + "watermarkLagMs", "gauge", "ms", "wall clock minus that");
                }
            }
            for (Count count : stage.counts()) {
                row(out, prefix + MetricName.of(count), "counter", "", count.meaning());
            }
            for (Figure figure : stage.figures()) {
                row(
                        out,
                        prefix + String.join("_", figure.labels()) + "_" + MetricName.of(figure),
                        "gauge",
                        "",
                        figure.meaning() + "; labels `" + String.join("`, `", figure.labels()) + "`");
            }
            for (Tally tally : stage.tallies()) {
                row(
                        out,
                        prefix + String.join("_", tally.labels()) + "_" + MetricName.of(tally),
                        "counter",
                        "",
                        tally.meaning() + "; labels `" + String.join("`, `", tally.labels()) + "`");
            }
        }
        return out.toString();
    }

    private static String unit(Level level) {
        return level.name().endsWith("_MS") ? "ms" : "";
    }

    private static void row(StringBuilder out, String name, String type, String unit, String meaning) {
        out.append("| `").append(name).append("` | ").append(type).append(" | ");
        out.append(unit).append(" | ").append(meaning).append(" |\n");
    }
}
