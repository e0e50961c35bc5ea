package io.quorate.tune;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * When a parameter exists: its parent is active and has one of the values, compared as text ("5", "0.5", "xgb").
 *
 * @param parameter name of the parent
 * @param oneOf values of the parent, at least one
 */
public record Condition(String parameter, List<String> oneOf) {
    public Condition {
        oneOf = List.copyOf(oneOf);
        if (parameter.isBlank()) {
            throw new IllegalArgumentException("condition, parameter: expected a name, was blank");
        }
        if (oneOf.isEmpty() || new LinkedHashSet<>(oneOf).size() < oneOf.size()) {
            throw new IllegalArgumentException(
                    "condition on " + parameter + ", oneOf: expected different values, at least one, was " + oneOf);
        }
    }
}
