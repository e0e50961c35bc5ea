package io.quorate.job.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Traces, layout, notes and table of a plot while it is built. */
final class PlotSpec {
    private static final int TABLE_POINTS = 60;

    private final ArrayNode traces = PlotNumbers.array();
    private final ObjectNode layout = JsonNodeFactory.instance.objectNode();
    private final List<String> notes = new ArrayList<>();
    private final PlotTable table = new PlotTable();
    private int mostPoints;
    private String nameX = "";
    private String nameY = "";

    ObjectNode layout() {
        return layout;
    }

    void note(String text) {
        notes.add(text);
    }

    void names(String x, String y) {
        nameX = x;
        nameY = y;
        axis("xaxis").putObject("title").put("text", PlotNumbers.literal(x));
        axis("yaxis").putObject("title").put("text", PlotNumbers.literal(y));
    }

    /** A new series. */
    ObjectNode trace(String type, String name) {
        return traces.addObject().put("type", type).put("name", PlotNumbers.literal(name));
    }

    void points(ArrayNode x, ArrayNode y) {
        last().set("x", x);
        last().set("y", y);
    }

    ObjectNode axis(String name) {
        @Nullable ObjectNode axis = (ObjectNode) layout.get(name);
        return axis == null ? layout.putObject(name) : axis;
    }

    ObjectNode last() {
        if (traces.isEmpty()) {
            throw new IllegalStateException("expected a series to change, was none");
        }
        return (ObjectNode) traces.get(traces.size() - 1);
    }

    ObjectNode child(String name) {
        @Nullable ObjectNode child = (ObjectNode) last().get(name);
        return child == null ? last().putObject(name) : child;
    }

    void thinned(int points, int kept) {
        if (kept < points) {
            mostPoints = Math.max(mostPoints, points);
        }
    }

    void guide(String axis, double at, String name) {
        if (!Double.isFinite(at)) {
            return;
        }
        boolean upright = axis.equals("x");
        String other = upright ? "y" : "x";
        ObjectNode shape = layout.withArray("shapes").addObject().put("type", "line");
        shape.put(axis + "ref", axis)
                .put(other + "ref", "paper")
                .put(other + "0", 0)
                .put(other + "1", 1);
        shape.put(axis + "0", PlotNumbers.rounded(at)).put(axis + "1", PlotNumbers.rounded(at));
        shape.putObject("line").put("color", "@soft").put("width", 1).put("dash", "dot");
        if (!name.isEmpty()) {
            ObjectNode text = layout.withArray("annotations").addObject().put("text", PlotNumbers.literal(name));
            text.put("showarrow", false).put(axis + "ref", axis).put(other + "ref", "paper");
            text.put(axis, PlotNumbers.rounded(at)).put(other, 1);
            text.put("xanchor", upright ? "left" : "right").put("yanchor", upright ? "top" : "bottom");
        }
    }

    /** A text at the left end, above a row of the second axis. */
    void label(int row, String text) {
        ObjectNode label = layout.withArray("annotations").addObject().put("text", PlotNumbers.literal(text));
        label.put("showarrow", false).put("xref", "paper").put("x", 0).put("xanchor", "left");
        label.put("y", row).put("yshift", 16).put("bgcolor", "@paper/0.75");
    }

    void tabulate(String name, List<String> places, double[] values) {
        if (values.length > TABLE_POINTS || places.size() != values.length) {
            table.drop();
            return;
        }
        table.add(
                name, places, Arrays.stream(values).mapToObj(PlotNumbers::text).toList());
    }

    static List<String> texts(double[] values) {
        return values.length > TABLE_POINTS
                ? List.of()
                : Arrays.stream(values).mapToObj(PlotNumbers::text).toList();
    }

    static List<String> texts(long[] timesMs) {
        return timesMs.length > TABLE_POINTS
                ? List.of()
                : Arrays.stream(timesMs)
                        .mapToObj(ms -> Instant.ofEpochMilli(ms).toString())
                        .toList();
    }

    void include(String axis, double value) {
        axis(axis).putObject("autorangeoptions").put("include", PlotNumbers.rounded(value));
    }

    /** Room at the sides where no axis has numbers. */
    void narrowMargin(int bottomPx) {
        layout.putObject("margin").put("l", 10).put("r", 10).put("b", bottomPx);
    }

    Plot plot(String description, int heightPx) {
        if (traces.size() == 1) {
            last().put("showlegend", false);
        }
        if (mostPoints > 0) {
            notes.add(String.format(
                    Locale.ROOT, "Series of up to %,d points are drawn by fewer, extremes among them.", mostPoints));
        }
        boolean across = traces.path(0).path("orientation").asText().equals("h");
        table.along(across ? nameY : nameX);
        return new Plot(description, heightPx, traces.deepCopy(), layout.deepCopy(), notes, table);
    }
}
