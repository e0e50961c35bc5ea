package io.quorate.job.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Builds a {@link Plot}: axes, then series. Coordinates are data; a number that is not finite is a gap. Series take the colours
 * of the page in turn; {@link #colour}, {@link #dashed}, {@link #filled} and {@link #symbol} change the series before. Long
 * series are drawn by fewer of their points, which the plot then says.
 */
public final class PlotBuilder {
    private static final String[] COLOURS = {"@c0", "@c1", "@c2", "@c3", "@c5", "@c6", "@c7"};

    private final String description;
    private final PlotSpec spec = new PlotSpec();
    private int heightPx = 340;
    private int series;

    PlotBuilder(String description) {
        this.description = Objects.requireNonNull(description, "description");
    }

    /** Makes the plot this high; 340 otherwise. */
    public PlotBuilder height(int heightPx) {
        this.heightPx = heightPx;
        return this;
    }

    /** Names the axes. */
    public PlotBuilder axes(String x, String y) {
        spec.names(x, y);
        return this;
    }

    /** The first axis is event time, in ms since the epoch. */
    public PlotBuilder timeAxis(String y) {
        axes("event time, UTC", y);
        spec.axis("xaxis").put("type", "date");
        return this;
    }

    public PlotBuilder logX() {
        spec.axis("xaxis").put("type", "log");
        return this;
    }

    public PlotBuilder logY() {
        spec.axis("yaxis").put("type", "log");
        return this;
    }

    /** The second axis holds shares, shown as percent. */
    public PlotBuilder percentY() {
        spec.axis("yaxis").put("tickformat", ",.3~%").put("hoverformat", ",.2%");
        return this;
    }

    /** The first axis holds shares, shown as percent. */
    public PlotBuilder percentX() {
        spec.axis("xaxis").put("tickformat", ",.3~%").put("hoverformat", ",.2%");
        return this;
    }

    /** The first axis reaches this value at least. */
    public PlotBuilder includeX(double value) {
        spec.include("xaxis", value);
        return this;
    }

    public PlotBuilder rangeY(double low, double high) {
        spec.axis("yaxis").set("range", PlotNumbers.of(new double[] {low, high}));
        return this;
    }

    public PlotBuilder line(String name, double[] x, double[] y) {
        int[] kept = kept(x.length, y);
        return lines(name, PlotSpec.texts(x), y).points(PlotNumbers.of(x, kept), PlotNumbers.of(y, kept));
    }

    /** A line over event time. */
    public PlotBuilder line(String name, long[] timesMs, double[] y) {
        int[] kept = kept(timesMs.length, y);
        return lines(name, PlotSpec.texts(timesMs), y).points(PlotNumbers.of(timesMs, kept), PlotNumbers.of(y, kept));
    }

    /** A line that keeps its level until the next point. */
    public PlotBuilder step(String name, double[] x, double[] y) {
        line(name, x, y);
        spec.child("line").put("shape", "hv");
        return this;
    }

    /** A line over event time that keeps its level until the next point. */
    public PlotBuilder step(String name, long[] timesMs, double[] y) {
        line(name, timesMs, y);
        spec.child("line").put("shape", "hv");
        return this;
    }

    /** What lies between two lines, in the colour of the series before or the first one. */
    public PlotBuilder band(String name, double[] x, double[] low, double[] high) {
        same(x.length, low.length);
        same(x.length, high.length);
        int[] kept = Thinning.evenly(x.length, Thinning.MOST);
        String colour = COLOURS[Math.max(0, series - 1) % COLOURS.length];
        ArrayNode xs = PlotNumbers.of(x, kept);
        for (double[] edge : new double[][] {low, high}) {
            ObjectNode trace = spec.trace("scatter", name).put("mode", "lines").put("showlegend", edge == high);
            trace.putObject("line").put("width", 0).put("color", colour);
            points(xs.deepCopy(), PlotNumbers.of(edge, kept));
        }
        spec.last().put("fill", "tonexty").put("fillcolor", colour + "/0.18");
        spec.tabulate(name + ", from", PlotSpec.texts(x), low);
        spec.tabulate(name + ", to", PlotSpec.texts(x), high);
        return this;
    }

    /** Standing bars with names. */
    public PlotBuilder bars(String name, List<String> labels, double[] values) {
        same(labels.size(), values.length);
        spec.trace("bar", name).putObject("marker").put("color", nextColour());
        spec.axis("xaxis").put("type", "category");
        spec.tabulate(name, labels, values);
        return points(PlotNumbers.texts(labels), PlotNumbers.of(values));
    }

    /** Lying bars below their names, which may be long, the first one on top; one series to a plot. */
    public PlotBuilder barsAcross(String name, List<String> labels, double[] values) {
        same(labels.size(), values.length);
        ObjectNode trace = spec.trace("bar", name).put("orientation", "h").put("width", 0.45);
        trace.putObject("marker").put("color", nextColour());
        trace.set("text", PlotNumbers.texts(labels));
        trace.put("textposition", "none").put("hovertemplate", "%{text}: %{x}<extra></extra>");
        double[] rows = IntStream.range(0, values.length).asDoubleStream().toArray();
        spec.axis("yaxis").put("visible", false).set("range", PlotNumbers.of(new double[] {values.length - 0.5, -0.8}));
        for (int row = 0; row < values.length; row++) {
            spec.label(row, labels.get(row));
        }
        spec.narrowMargin(40);
        heightPx = 70 + 40 * labels.size();
        spec.tabulate(name, labels, values);
        return points(PlotNumbers.of(values), PlotNumbers.of(rows));
    }

    /** How many values lie in each of so many equally wide bins; values that are not finite are left out. */
    public PlotBuilder histogram(String name, double[] values, int bins) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        double least = Arrays.stream(finite).min().orElse(0);
        double most = Arrays.stream(finite).max().orElse(1);
        double width = most > least ? (most - least) / bins : 1;
        double[] edges = new double[bins + 1];
        Arrays.setAll(edges, i -> least + i * width);
        double[] counts = new double[bins];
        for (double value : finite) {
            counts[(int) Math.min(bins - 1, Math.floor((value - least) / width))]++;
        }
        return histogram(name, edges, counts);
    }

    /** Counts, or shares, of bins that are known already; one edge more than counts. */
    public PlotBuilder histogram(String name, double[] edges, double[] counts) {
        same(edges.length, counts.length + 1);
        double[] middles = new double[counts.length];
        double[] widths = new double[counts.length];
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            middles[i] = (edges[i] + edges[i + 1]) / 2;
            widths[i] = edges[i + 1] - edges[i];
            labels.add(PlotNumbers.text(edges[i]) + " to " + PlotNumbers.text(edges[i + 1]));
        }
        String colour = nextColour();
        ObjectNode trace = spec.trace("bar", name).put("hovertemplate", "%{text}: %{y}");
        trace.set("width", PlotNumbers.of(widths));
        trace.set("text", PlotNumbers.texts(labels));
        trace.put("textposition", "none");
        trace.putObject("marker")
                .put("color", colour + "/0.6")
                .putObject("line")
                .put("width", 0);
        spec.layout().put("bargap", 0).put("barmode", "overlay");
        spec.tabulate(name, labels, counts);
        return points(PlotNumbers.of(middles), PlotNumbers.of(counts));
    }

    /** Points with what to say of each, nothing when the list is empty. */
    public PlotBuilder scatter(String name, double[] x, double[] y, List<String> texts) {
        int[] kept = marks(name, x.length, y, texts);
        spec.tabulate(name, PlotSpec.texts(x), y);
        return points(PlotNumbers.of(x, kept), PlotNumbers.of(y, kept));
    }

    /** Points over event time with what to say of each, nothing when the list is empty. */
    public PlotBuilder scatter(String name, long[] timesMs, double[] y, List<String> texts) {
        int[] kept = marks(name, timesMs.length, y, texts);
        spec.tabulate(name, PlotSpec.texts(timesMs), y);
        return points(PlotNumbers.of(timesMs, kept), PlotNumbers.of(y, kept));
    }

    /** Cells of colour: {@code values[row][column]}, the first row on top. */
    public PlotBuilder heatmap(String name, List<String> columns, List<String> rows, double[][] values) {
        same(rows.size(), values.length);
        ObjectNode trace = spec.trace("heatmap", name);
        ArrayNode cells = trace.putArray("z");
        for (int row = 0; row < values.length; row++) {
            same(columns.size(), values[row].length);
            cells.add(PlotNumbers.of(values[row]));
            spec.tabulate(rows.get(row), columns, values[row]);
        }
        ArrayNode scale = trace.putArray("colorscale");
        scale.addArray().add(0).add("@band");
        scale.addArray().add(1).add("@c0");
        trace.putObject("colorbar").put("thickness", 10).put("outlinewidth", 0);
        spec.axis("xaxis").put("type", "category");
        spec.axis("yaxis").put("type", "category").put("autorange", "reversed");
        return points(PlotNumbers.texts(columns), PlotNumbers.texts(rows));
    }

    /** A thin dashed line at a place of the first axis, with a name. */
    public PlotBuilder guideX(double x, String name) {
        spec.guide("x", x, name);
        return this;
    }

    /** A thin dashed line at a place of the second axis, with a name. */
    public PlotBuilder guideY(double y, String name) {
        spec.guide("y", y, name);
        return this;
    }

    /** Gives the series before a colour of the page, 0 to 7; 4 is that of the text. */
    public PlotBuilder colour(int number) {
        for (String part : new String[] {"line", "marker"}) {
            if (spec.last().has(part)) {
                spec.child(part).put("color", "@c" + number);
            }
        }
        return this;
    }

    /** Dashes the line before. */
    public PlotBuilder dashed() {
        spec.child("line").put("dash", "dot");
        return this;
    }

    /** Fills what is between the line before and zero. */
    public PlotBuilder filled() {
        String colour = spec.child("line").path("color").asText();
        spec.last().put("fill", "tozeroy").put("fillcolor", colour + "/0.18");
        return this;
    }

    /** Gives the points before another form, {@code triangle-up} say. */
    public PlotBuilder symbol(String form, int sizePx) {
        spec.child("marker").put("symbol", form).put("size", sizePx);
        return this;
    }

    /** Says something below the plot. */
    public PlotBuilder note(String text) {
        spec.note(text);
        return this;
    }

    public Plot build() {
        return spec.plot(description, heightPx);
    }

    private PlotBuilder points(ArrayNode x, ArrayNode y) {
        spec.points(x, y);
        return this;
    }

    private PlotBuilder lines(String name, List<String> places, double[] y) {
        ObjectNode trace = spec.trace("scatter", name).put("mode", "lines");
        trace.putObject("line").put("width", 1.6).put("color", nextColour());
        spec.tabulate(name, places, y);
        return this;
    }

    private int[] marks(String name, int points, double[] y, List<String> texts) {
        same(points, y.length);
        int[] kept = Thinning.evenly(points, Thinning.MOST / 2);
        spec.thinned(points, kept.length);
        ObjectNode trace = spec.trace("scatter", name).put("mode", "markers");
        trace.putObject("marker").put("size", 7).put("color", nextColour());
        if (!texts.isEmpty()) {
            same(points, texts.size());
            trace.set(
                    "text",
                    PlotNumbers.texts(Arrays.stream(kept).mapToObj(texts::get).toList()));
            trace.put("hovertemplate", "%{text}<extra></extra>");
        }
        return kept;
    }

    private int[] kept(int points, double[] y) {
        same(points, y.length);
        int[] kept = Thinning.line(y);
        spec.thinned(points, kept.length);
        return kept;
    }

    private String nextColour() {
        return COLOURS[series++ % COLOURS.length];
    }

    private static void same(int expected, int was) {
        if (expected != was) {
            throw new IllegalArgumentException("expected " + expected + " values, was " + was);
        }
    }
}
