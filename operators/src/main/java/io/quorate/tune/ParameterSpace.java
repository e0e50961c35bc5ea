package io.quorate.tune;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a search, in declared order. Names are unique, a parent stands before its children, and a condition
 * names values that its parent can have.
 */
public record ParameterSpace(List<Parameter> parameters) {
    public ParameterSpace {
        parameters = List.copyOf(parameters);
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException("space: expected at least one parameter, was none");
        }
        Map<String, Parameter> earlier = new HashMap<>();
        for (Parameter parameter : parameters) {
            Condition when = parameter.when();
            if (when != null) {
                check(parameter, when, earlier.get(when.parameter()));
            }
            if (earlier.put(parameter.name(), parameter) != null) {
                throw Parameter.refusal(parameter.name(), "name", "a name used once", "used twice");
            }
        }
    }

    private static void check(Parameter parameter, Condition when, @Nullable Parameter parent) {
        if (parent == null) {
            throw Parameter.refusal(
                    parameter.name(), "when", "a parameter declared before it", "'" + when.parameter() + "'");
        }
        for (String text : when.oneOf()) {
            if (!possible(parent, text)) {
                throw Parameter.refusal(
                        parameter.name(), "when", "values that " + parent.name() + " can have", "'" + text + "'");
            }
        }
    }

    private static boolean possible(Parameter parent, String text) {
        try {
            if (parent instanceof IntParameter) {
                long value = Long.parseLong(text);
                return parent.admits(value) && Long.toString(value).equals(text);
            }
            if (parent instanceof FloatParameter) {
                double value = Double.parseDouble(text);
                return parent.admits(value) && Double.toString(value).equals(text);
            }
            return parent.admits(text);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** The parameter of a name; throws for a name that is none. */
    public Parameter parameter(String name) {
        for (Parameter parameter : parameters) {
            if (parameter.name().equals(name)) {
                return parameter;
            }
        }
        throw new IllegalArgumentException("space: expected one of its parameters, was '" + name + "'");
    }

    /** Whether a parameter exists, given the values of those before it. */
    public static boolean isActive(Parameter parameter, Map<String, Object> earlier) {
        Condition when = parameter.when();
        if (when == null) {
            return true;
        }
        Object value = earlier.get(when.parameter());
        return value != null && when.oneOf().contains(value.toString());
    }

    /** Throws unless the assignment has exactly the active parameters, each with a value that it admits. */
    public void check(Assignment assignment) {
        Map<String, Object> values = assignment.values();
        int active = 0;
        for (Parameter parameter : parameters) {
            Object value = values.get(parameter.name());
            boolean exists = isActive(parameter, values);
            if (exists != (value != null)) {
                throw Parameter.refusal(
                        parameter.name(),
                        "value",
                        exists ? "a value" : "none, as its condition does not hold",
                        value == null ? "none" : value);
            }
            if (value != null && !parameter.admits(value)) {
                throw Parameter.refusal(parameter.name(), "value", "one of " + parameter, value);
            }
            active += exists ? 1 : 0;
        }
        if (active != values.size()) {
            throw new IllegalArgumentException("assignment: expected parameters of the space, was " + values.keySet());
        }
    }
}
