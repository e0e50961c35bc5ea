package io.quorate.tune;

import io.quorate.random.CounterStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A space in coordinates: one dimension per parameter, a trial as a row with NaN where a parameter is not active. */
final class SearchSpace {
    private final ParameterSpace space;
    private final List<Dimension> dimensions;
    private final Map<String, Integer> indices = new LinkedHashMap<>();

    SearchSpace(ParameterSpace space) {
        this.space = space;
        dimensions = space.parameters().stream().map(Dimension::of).toList();
        for (Dimension dimension : dimensions) {
            indices.put(dimension.parameter().name(), indices.size());
        }
    }

    ParameterSpace space() {
        return space;
    }

    List<Dimension> dimensions() {
        return dimensions;
    }

    /** Whether there are only so many assignments. */
    boolean finite() {
        return dimensions.stream().allMatch(d -> d.levels() > 0);
    }

    double[] emptyRow() {
        double[] row = new double[dimensions.size()];
        Arrays.fill(row, Double.NaN);
        return row;
    }

    /** Whether what a condition asks for is the case in a row that has the parent. */
    boolean holds(@Nullable Condition when, double[] row) {
        if (when == null) {
            return true;
        }
        int parent = indices.getOrDefault(when.parameter(), -1);
        return !Double.isNaN(row[parent])
                && when.oneOf()
                        .contains(dimensions.get(parent).decode(row[parent]).toString());
    }

    double[] random(CounterStream stream) {
        double[] row = emptyRow();
        for (int d = 0; d < row.length; d++) {
            Dimension dimension = dimensions.get(d);
            if (holds(dimension.parameter().when(), row)) {
                row[d] = dimension.random(stream);
            }
        }
        return row;
    }

    Assignment decode(double[] row) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int d = 0; d < row.length; d++) {
            if (!Double.isNaN(row[d])) {
                values.put(
                        dimensions.get(d).parameter().name(), dimensions.get(d).decode(row[d]));
            }
        }
        return new Assignment(values);
    }
}
