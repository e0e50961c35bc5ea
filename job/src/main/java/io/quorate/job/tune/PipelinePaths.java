package io.quorate.job.tune;

import io.quorate.job.options.NearestName;
import io.quorate.tune.Assignment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything of the pipeline that a study may tune or fix, in four groups: members, features and labels, decisions with
 * their exits and limits, the system itself. docs/tuning.md has the table, a test that it is this one.
 */
public final class PipelinePaths {
    private static final Map<String, TunedValue> BY_NAME = byName();

    private PipelinePaths() {}

    private static Map<String, TunedValue> byName() {
        Map<String, TunedValue> values = new LinkedHashMap<>();
        Stream.of(ModelPaths.all(), FeaturePaths.all(), DecisionPaths.all(), RiskPaths.all(), SystemPaths.all())
                .flatMap(List::stream)
                .forEach(value -> values.put(value.path().path(), value));
        return values;
    }

    /** Every path, group by group. */
    public static List<TunablePath> all() {
        return BY_NAME.values().stream().map(TunedValue::path).toList();
    }

    /** What is wrong with names that are no paths, a line each, with the nearest that is one. */
    static List<String> problems(Iterable<String> names) {
        List<String> problems = new ArrayList<>();
        Set<String> known = BY_NAME.keySet();
        for (String name : names) {
            if (!known.contains(name)) {
                String nearest = NearestName.of(name, known);
                problems.add(name + ": expected a path of the pipeline, was unknown"
                        + (nearest == null ? "" : ", did you mean " + nearest + "?"));
            }
        }
        return problems;
    }

    /**
     * Puts an assignment into a draft, in the order of the table.
     *
     * @throws TrialFailedException for a path there is not, or a value of another kind
     */
    static void apply(Assignment assignment, TrialDraft draft) throws TrialFailedException {
        List<String> problems = problems(assignment.values().keySet());
        if (!problems.isEmpty()) {
            throw new TrialFailedException(String.join("; ", problems));
        }
        for (TunedValue value : BY_NAME.values()) {
            Object given = assignment.values().get(value.path().path());
            if (given != null) {
                apply(value, given, draft);
            }
        }
    }

    private static void apply(TunedValue value, Object given, TrialDraft draft) throws TrialFailedException {
        try {
            value.apply().accept(draft, given);
        } catch (ClassCastException | IllegalArgumentException e) {
            throw new TrialFailedException(
                    value.path().path() + ": expected " + value.path().kind() + ", was '" + given + "'", e);
        }
    }

    /** The table of docs/tuning.md. */
    public static String table() {
        StringBuilder table = new StringBuilder("| path | values | meaning |\n|---|---|---|\n");
        for (TunablePath path : all()) {
            table.append("| `")
                    .append(path.path())
                    .append("` | ")
                    .append(values(path))
                    .append(" | ");
            table.append(path.description().replace("|", "\\|")).append(" |\n");
        }
        return table.toString();
    }

    private static String values(TunablePath path) {
        if (path.kind() == TunablePath.Kind.TEXT) {
            return path.choices().isEmpty() ? "text" : String.join(", ", path.choices());
        }
        boolean whole = path.kind() == TunablePath.Kind.INTEGER;
        return whole
                ? "whole, " + (long) path.low() + " to " + (long) path.high()
                : "number, " + text(path.low()) + " to " + text(path.high());
    }

    private static String text(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }
}
