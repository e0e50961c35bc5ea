package io.quorate.job.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;

/**
 * A plot of a {@link PlotPage}: traces and layout of plotly, a description for who cannot see it, and its figures as a table
 * when they are few. Colours are names of the page's, so that it can be light or dark.
 */
public final class Plot {
    private final String description;
    private final int heightPx;
    private final ArrayNode traces;
    private final ObjectNode layout;
    private final List<String> notes;
    private final PlotTable table;

    Plot(String description, int heightPx, ArrayNode traces, ObjectNode layout, List<String> notes, PlotTable table) {
        this.description = Objects.requireNonNull(description, "description");
        this.heightPx = heightPx;
        this.traces = traces;
        this.layout = layout;
        this.notes = List.copyOf(notes);
        this.table = table;
    }

    /** A plot under construction; the description says in a sentence what is shown. */
    public static PlotBuilder builder(String description) {
        return new PlotBuilder(description);
    }

    String description() {
        return description;
    }

    int heightPx() {
        return heightPx;
    }

    ArrayNode traces() {
        return traces.deepCopy();
    }

    ObjectNode layout() {
        return layout.deepCopy();
    }

    /** What else to say below the plot, of points left out say. */
    List<String> notes() {
        return notes;
    }

    PlotTable table() {
        return table;
    }

    boolean empty() {
        return traces.isEmpty();
    }
}
