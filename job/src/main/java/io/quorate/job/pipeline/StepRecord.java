package io.quorate.job.pipeline;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A step that ended.
 *
 * @param step which
 * @param inputs digest of all it depended on
 * @param results what later steps and people want to know
 * @param refusals why the pipeline must not go on; empty when it may
 */
public record StepRecord(StepName step, String inputs, Map<String, String> results, List<String> refusals) {
    public StepRecord {
        results = Collections.unmodifiableMap(new LinkedHashMap<>(results));
        refusals = List.copyOf(refusals);
    }

    /** A result that the step always has. */
    String result(String name) {
        String value = results.get(name);
        if (value == null) {
            throw new IllegalStateException("expected result " + name + " of " + step.text() + ", was none");
        }
        return value;
    }

    /** Whether the pipeline must stop here. */
    boolean refused() {
        return !refusals.isEmpty();
    }

    /** The results in one line, for people. */
    public String text() {
        return results.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", "));
    }
}
