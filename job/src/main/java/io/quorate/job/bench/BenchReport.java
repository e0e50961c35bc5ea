package io.quorate.job.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.quorate.job.metrics.LatencyFigures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The results of a measurement as text, Markdown or JSON. */
public final class BenchReport {

    private final List<BenchResult> results;
    private final Map<String, Object> setting;

    /**
     * A report.
     *
     * @param setting what was measured on what, in the order to show
     */
    public BenchReport(List<BenchResult> results, Map<String, Object> setting) {
        this.results = List.copyOf(results);
        this.setting = new LinkedHashMap<>(setting);
    }

    /** Whether every figure with a target met it. */
    public boolean met() {
        return results.stream().allMatch(BenchResult::met);
    }

    /** A block of aligned lines for each mode. */
    public String text() {
        StringBuilder out = new StringBuilder();
        for (BenchResult result : results) {
            out.append(result.mode()).append('\n');
            for (BenchResult.Figure f : result.figures()) {
                out.append(String.format(
                        Locale.ROOT,
                        "  %-48s %14s %-9s %-10s %s%n",
                        f.name(),
                        shown(f.value()),
                        f.unit(),
                        f.target(),
                        verdict(f)));
            }
            result.stages()
                    .forEach((stage, l) -> out.append(String.format(
                            Locale.ROOT,
                            "  %-48s %14s us: %s, %s, %s%n",
                            "step of " + stage + " p50, p95, p99",
                            "",
                            micros(l.p50Nanos()),
                            micros(l.p95Nanos()),
                            micros(l.p99Nanos()))));
        }
        return out.toString();
    }

    /** One table of figures and one of stages for each mode, and what was measured on what. */
    public String markdown() {
        StringBuilder out = new StringBuilder();
        setting.forEach((name, value) ->
                out.append("- ").append(name).append(": ").append(value).append('\n'));
        for (BenchResult result : results) {
            out.append("\n### ")
                    .append(result.mode())
                    .append("\n\n| figure | value | target | met |\n|---|---:|---|---|\n");
            for (BenchResult.Figure f : result.figures()) {
                out.append(String.format(
                        Locale.ROOT,
                        "| %s | %s %s | %s | %s |%n",
                        f.name(),
                        shown(f.value()),
                        f.unit(),
                        f.target(),
                        verdict(f)));
            }
            if (!result.stages().isEmpty()) {
                out.append("\n| step of | p50 us | p95 us | p99 us | max us |\n|---|---:|---:|---:|---:|\n");
            }
            result.stages()
                    .forEach((stage, l) -> out.append(String.format(
                            Locale.ROOT,
                            "| %s | %s | %s | %s | %s |%n",
                            stage,
                            micros(l.p50Nanos()),
                            micros(l.p95Nanos()),
                            micros(l.p99Nanos()),
                            micros(l.maxNanos()))));
        }
        return out.toString();
    }

    /** Everything, for programs. */
    public String json() throws JsonProcessingException {
        Map<String, Object> modes = new LinkedHashMap<>();
        for (BenchResult result : results) {
            List<Map<String, Object>> figures = new ArrayList<>();
            for (BenchResult.Figure f : result.figures()) {
                Map<String, Object> figure = new LinkedHashMap<>();
                figure.put("name", f.name());
                figure.put("value", f.value());
                figure.put("unit", f.unit());
                figure.put("target", f.target());
                figure.put("met", f.met());
                figures.add(figure);
            }
            Map<String, LatencyFigures> stages = result.stages();
            modes.put(result.mode(), Map.of("figures", figures, "stages", stages, "met", result.met()));
        }
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("setting", setting);
        root.put("modes", modes);
        root.put("met", met());
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(root);
    }

    private static String shown(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,d", (long) value)
                : String.format(Locale.ROOT, "%,.1f", value);
    }

    private static String micros(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / 1e3);
    }

    private static String verdict(BenchResult.Figure f) {
        if (f.met() == null) {
            return "";
        }
        return f.met() ? "met" : "missed";
    }
}
