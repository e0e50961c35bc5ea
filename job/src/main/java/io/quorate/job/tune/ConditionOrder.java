package io.quorate.job.tune;

import io.quorate.tune.CategoricalParameter;
import io.quorate.tune.Condition;
import io.quorate.tune.FloatParameter;
import io.quorate.tune.IntParameter;
import io.quorate.tune.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts parents before their children, in the file's order otherwise, and their values in the form a space compares:
 * {@code when: {gamma: 0.10}} means 0.1.
 */
final class ConditionOrder {
    private final Map<String, Parameter> read;
    private final Collection<String> declared;
    private final SpaceErrors errors;
    private final Map<String, Parameter> ordered = new LinkedHashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> onTheWay = new LinkedHashSet<>();

    private ConditionOrder(Map<String, Parameter> read, Collection<String> declared, SpaceErrors errors) {
        this.read = read;
        this.declared = declared;
        this.errors = errors;
    }

    /**
     * The parameters in order; those whose condition is impossible are left out and are among the errors.
     *
     * @param read the parameters that could be read, in the file's order
     * @param declared the names of all, also of those that could not be read
     */
    static List<Parameter> of(Map<String, Parameter> read, Collection<String> declared, SpaceErrors errors) {
        ConditionOrder order = new ConditionOrder(read, declared, errors);
        read.values().forEach(order::place);
        return new ArrayList<>(order.ordered.values());
    }

    private void place(Parameter parameter) {
        String name = parameter.name();
        if (!seen.add(name)) {
            return;
        }
        onTheWay.add(name);
        Condition when = parameter.when();
        if (when == null) {
            ordered.put(name, parameter);
        } else {
            child(parameter, when);
        }
        onTheWay.remove(name);
    }

    private void child(Parameter parameter, Condition when) {
        String parentName = when.parameter();
        if (onTheWay.contains(parentName)) {
            wrong(parameter, "a parameter that does not depend on this one", cycle(parentName));
            return;
        }
        Parameter parent = read.get(parentName);
        if (parent == null) {
            if (!declared.contains(parentName)) {
                wrong(
                        parameter,
                        "a parameter of this file" + SpaceErrors.suggestion(parentName, declared),
                        "'" + parentName + "'");
            }
            return;
        }
        place(parent);
        List<String> oneOf = new ArrayList<>();
        for (String text : when.oneOf()) {
            String normal = normal(parent, text);
            if (normal == null) {
                wrong(parameter, "values that " + parentName + " can have", "'" + text + "'");
            } else {
                oneOf.add(normal);
            }
        }
        if (oneOf.size() == when.oneOf().size() && ordered.containsKey(parentName)) {
            ordered.put(parameter.name(), with(parameter, new Condition(parentName, oneOf)));
        }
    }

    private String cycle(String from) {
        List<String> names = new ArrayList<>(onTheWay);
        return "a cycle: " + String.join(" <- ", names.subList(names.indexOf(from), names.size())) + " <- " + from;
    }

    private static @Nullable String normal(Parameter parent, String text) {
        try {
            Object value = parent instanceof FloatParameter
                    ? (Object) Double.valueOf(text)
                    : parent instanceof IntParameter ? (Object) Long.valueOf(text) : text;
            return parent.admits(value) ? Objects.toString(value) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Parameter with(Parameter parameter, Condition when) {
        if (parameter instanceof FloatParameter f) {
            return new FloatParameter(f.name(), f.low(), f.high(), f.log(), f.step(), when);
        }
        if (parameter instanceof IntParameter i) {
            return new IntParameter(i.name(), i.low(), i.high(), i.step(), i.log(), when);
        }
        return new CategoricalParameter(parameter.name(), ((CategoricalParameter) parameter).choices(), when);
    }

    private void wrong(Parameter parameter, String expected, String was) {
        String name = parameter.name();
        errors.add("/parameters/" + name + "/when", "parameter " + name + ", when", expected, was);
    }
}
