package io.quorate.tune;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The values of one trial by parameter name, in the order of the space: Double, Long or String, active parameters only.
 */
public record Assignment(Map<String, Object> values) {
    public Assignment {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        values.forEach((name, value) -> {
            if (!(value instanceof Double || value instanceof Long || value instanceof String)) {
                throw Parameter.refusal(name, "value", "a Double, a Long or a String", value);
            }
        });
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The value of a float or whole number; throws when there is none. */
    public double number(String name) {
        Object value = value(name);
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw Parameter.refusal(name, "value", "a number", "'" + value + "'");
    }

    /** The value of a whole number; throws when there is none. */
    public long integer(String name) {
        Object value = value(name);
        if (value instanceof Long number) {
            return number;
        }
        throw Parameter.refusal(name, "value", "a whole number", "'" + value + "'");
    }

    /** The choice of a categorical parameter; throws when there is none. */
    public String text(String name) {
        Object value = value(name);
        if (value instanceof String text) {
            return text;
        }
        throw Parameter.refusal(name, "value", "a choice", value);
    }

    private Object value(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw Parameter.refusal(name, "value", "one of " + values.keySet(), "none");
        }
        return value;
    }
}
