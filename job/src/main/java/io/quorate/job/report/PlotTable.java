package io.quorate.job.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The points of a plot as a table: one row for each place of the first axis, one column for each series. */
final class PlotTable {
    private static final int MOST_ROWS = 60;

    private final List<String> series = new ArrayList<>();
    private final Map<String, List<String>> rows = new LinkedHashMap<>();
    private String axis = "";
    private boolean tooLong;

    /** Names what the rows are along. */
    void along(String axis) {
        this.axis = axis;
    }

    void add(String name, List<String> places, List<String> values) {
        int column = series.size();
        series.add(name);
        for (int i = 0; i < places.size() && !tooLong; i++) {
            List<String> row = rows.computeIfAbsent(places.get(i), place -> new ArrayList<>());
            row.addAll(Collections.nCopies(Math.max(0, column - row.size()), "-"));
            if (row.size() == column) {
                row.add(values.get(i));
            } else {
                row.set(column, row.get(column) + "; " + values.get(i));
            }
            tooLong = rows.size() > MOST_ROWS;
        }
    }

    /** Says that the points are too many for a table. */
    void drop() {
        tooLong = true;
    }

    boolean shown() {
        return !tooLong && !rows.isEmpty();
    }

    List<String> columns() {
        List<String> columns = new ArrayList<>(List.of(axis));
        columns.addAll(series);
        return columns;
    }

    List<List<String>> rows() {
        List<List<String>> all = new ArrayList<>();
        rows.forEach((place, values) -> {
            List<String> row = new ArrayList<>(List.of(place));
            row.addAll(values);
            row.addAll(Collections.nCopies(series.size() - values.size(), "-"));
            all.add(row);
        });
        return all;
    }
}
