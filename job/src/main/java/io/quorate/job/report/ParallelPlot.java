package io.quorate.job.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Parallel coordinates: axes under each other, a line for each row, coloured by its group. Drawn as lines rather than by
 * plotly's parcoords, which needs WebGL and scripts made at run time, and which a telephone has no room for. A group is hidden
 * by its name in the legend, or shown alone.
 */
public final class ParallelPlot {
    private static final int MOST_ROWS = 1_000;
    private static final int ROW_PX = 60;
    private static final String[] COLOURS = {"@c1", "@c0/0.55", "@c7/0.35"};

    private ParallelPlot() {}

    /**
     * The plot.
     *
     * @param axes the first one on top
     * @param groups names of up to three groups, the one to look at first
     * @param group of each row; one that is not in {@code groups} is not drawn
     * @param texts what to say of each row
     */
    public static Plot of(
            String description, List<ParallelAxis> axes, List<String> groups, int[] group, List<String> texts) {
        PlotSpec spec = new PlotSpec();
        if (axes.size() > 1 && group.length > 0) {
            for (int g = groups.size() - 1; g >= 0; g--) {
                int at = g;
                int[] rows = IntStream.range(0, group.length)
                        .filter(row -> group[row] == at)
                        .toArray();
                lines(spec, groups.get(g), COLOURS[Math.min(g, COLOURS.length - 1)], axes, rows, texts);
            }
            ticks(spec, axes);
            layout(spec, axes);
        }
        return spec.plot(description, 60 + ROW_PX * axes.size());
    }

    private static void lines(
            PlotSpec spec, String name, String colour, List<ParallelAxis> axes, int[] rows, List<String> texts) {
        int[] kept = Thinning.evenly(rows.length, MOST_ROWS);
        spec.thinned(rows.length, kept.length);
        ObjectNode trace = spec.trace("scatter", name).put("mode", "lines+markers");
        trace.putObject("line").put("color", colour).put("width", colour.contains("/") ? 1.2 : 2.2);
        trace.putObject("marker").put("color", colour).put("size", 4);
        trace.put("hovertemplate", "%{text}<extra></extra>");
        ArrayNode x = trace.putArray("x");
        ArrayNode y = trace.putArray("y");
        ArrayNode text = trace.putArray("text");
        double[][] places = axes.stream().map(ParallelAxis::places).toArray(double[][]::new);
        for (int k : kept) {
            String said = PlotNumbers.literal(texts.get(rows[k]));
            for (int a = 0; a < places.length; a++) {
                PlotNumbers.add(x, places[a][rows[k]]);
                y.add(a);
                text.add(said);
            }
            x.addNull();
            y.addNull();
            text.add("");
        }
    }

    private static void ticks(PlotSpec spec, List<ParallelAxis> axes) {
        for (int a = 0; a < axes.size(); a++) {
            for (ParallelAxis.Tick tick : axes.get(a).ticks()) {
                ObjectNode text = spec.layout().withArray("annotations").addObject();
                text.put("text", PlotNumbers.literal(tick.text())).put("showarrow", false);
                text.put("x", PlotNumbers.rounded(tick.place())).put("y", a).put("yshift", -14);
                text.put("xanchor", tick.place() == 0 ? "left" : tick.place() == 1 ? "right" : "center");
                text.put("bgcolor", "@paper/0.75").putObject("font").put("size", 10);
            }
        }
    }

    private static void layout(PlotSpec spec, List<ParallelAxis> axes) {
        spec.axis("xaxis").put("visible", false).set("range", PlotNumbers.of(new double[] {-0.02, 1.02}));
        ObjectNode names = spec.axis("yaxis").put("visible", false);
        names.set("range", PlotNumbers.of(new double[] {axes.size() - 0.4, -0.6}));
        ArrayNode shapes = spec.layout().putArray("shapes");
        for (int a = 0; a < axes.size(); a++) {
            ObjectNode line = shapes.addObject().put("type", "line").put("layer", "below");
            line.put("x0", 0).put("x1", 1).put("y0", a).put("y1", a);
            line.putObject("line").put("color", "@line").put("width", 1);
            spec.label(a, axes.get(a).name());
        }
        spec.narrowMargin(10);
        spec.layout().put("hovermode", "closest").putObject("legend").put("traceorder", "reversed");
    }
}
