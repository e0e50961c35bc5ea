package io.quorate.job.tune;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All trials as a table: number, state, each parameter (empty where it is not active), each objective in its own direction,
 * each violation, other figures, steps, reason. No times: equal studies give equal bytes.
 */
final class TrialsCsv {
    private TrialsCsv() {}

    static String of(List<Trial> trials, StudySpace space, ObjectiveShape shape) {
        List<String> parameters =
                space.space().parameters().stream().map(p -> p.name()).toList();
        List<String> constraints = constraints(space, shape);
        Set<String> figures = new LinkedHashSet<>();
        trials.forEach(trial -> figures.addAll(trial.figures().keySet()));
        figures.removeAll(shape.objectives());
        List<String> header = new ArrayList<>(List.of("number", "state"));
        header.addAll(parameters);
        header.addAll(shape.objectives());
        constraints.forEach(name -> header.add("violation of " + name));
        header.addAll(figures);
        header.add("steps");
        header.add("reason");
        StringBuilder csv = new StringBuilder();
        line(csv, header);
        for (Trial trial : trials) {
            List<String> row = new ArrayList<>();
            row.add(Integer.toString(trial.number()));
            row.add(trial.state().name());
            Map<String, Object> assignment = trial.finished().assignment().values();
            parameters.forEach(name -> row.add(text(assignment.get(name))));
            numbers(row, trial.values(shape), shape.objectives().size());
            numbers(row, trial.finished().violations(), constraints.size());
            figures.forEach(name -> row.add(text(trial.figures().get(name))));
            row.add(steps(trial, shape));
            row.add(trial.finished().reason() == null ? "" : trial.finished().reason());
            line(csv, row);
        }
        return csv.toString();
    }

    /** The names of a trial's violations. */
    static List<String> constraints(StudySpace space, ObjectiveShape shape) {
        List<String> names = new ArrayList<>(shape.constraints());
        space.constraints().forEach(limit -> names.add(limit.name()));
        return names;
    }

    /** A number or text as in the file; empty for null and NaN. */
    static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Double number) {
            return Double.isNaN(number) ? "" : NumberOutput.toString(number, true);
        }
        return value.toString();
    }

    private static String steps(Trial trial, ObjectiveShape shape) {
        List<String> texts = new ArrayList<>();
        for (double step : trial.finished().steps()) {
            texts.add(text(shape.directions().get(0).minimised(step) + 0.0));
        }
        return String.join(" ", texts);
    }

    private static void numbers(List<String> row, double[] values, int count) {
        for (int i = 0; i < count; i++) {
            row.add(i < values.length ? text(values[i]) : "");
        }
    }

    private static void line(StringBuilder csv, List<String> fields) {
        for (int i = 0; i < fields.size(); i++) {
            csv.append(i == 0 ? "" : ",").append(quoted(fields.get(i)));
        }
        csv.append('\n');
    }

    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
