package io.quorate.job.tune;

import io.quorate.tune.Assignment;
import io.quorate.tune.ParameterSpace;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a space file says.
 *
 * @param space what is searched
 * @param fixed values given to every trial: Double, Long or String by path
 * @param kinds what the objective wants for categorical parameters, where that is a number
 * @param constraints bounds on figures of a trial
 */
public record StudySpace(
        ParameterSpace space,
        Map<String, Object> fixed,
        Map<String, TunablePath.Kind> kinds,
        List<ConstraintLimit> constraints) {

    public StudySpace {
        fixed = Collections.unmodifiableMap(new LinkedHashMap<>(fixed));
        kinds = Collections.unmodifiableMap(new LinkedHashMap<>(kinds));
        constraints = List.copyOf(constraints);
    }

    /** What the objective is given for a suggestion: its values, as the kinds that it wants, then the fixed ones. */
    public Assignment complete(Assignment suggested) {
        Map<String, Object> values = new LinkedHashMap<>();
        suggested.values().forEach((name, value) -> values.put(name, asKind(name, value)));
        values.putAll(fixed);
        return new Assignment(values);
    }

    private Object asKind(String name, Object value) {
        TunablePath.Kind kind = kinds.get(name);
        if (kind == TunablePath.Kind.NUMBER) {
            return value instanceof Number number ? number.doubleValue() : Double.valueOf(value.toString());
        }
        return kind == TunablePath.Kind.INTEGER && value instanceof String text ? (Object) Long.valueOf(text) : value;
    }
}
