package io.quorate.job.tune;

import com.fasterxml.jackson.databind.JsonNode;
import io.quorate.tune.CategoricalParameter;
import io.quorate.tune.FloatParameter;
import io.quorate.tune.IntParameter;
import io.quorate.tune.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds parameters and fixed values against what an objective knows. An objective without a list knows everything. */
final class PathCheck {
    private final Map<String, TunablePath> known = new LinkedHashMap<>();
    private final SpaceErrors errors;

    PathCheck(List<TunablePath> paths, SpaceErrors errors) {
        paths.forEach(path -> known.put(path.path(), path));
        this.errors = errors;
    }

    /** Adds what is wrong with a parameter; gives the kind its values are to be turned into, null for none. */
    TunablePath.@Nullable Kind check(Parameter parameter) {
        String name = parameter.name();
        String at = "/parameters/" + name;
        TunablePath path = path(name, at, "parameter " + name);
        if (path == null) {
            return null;
        }
        if (parameter instanceof CategoricalParameter categorical) {
            for (String choice : categorical.choices()) {
                value(path, choice, at + "/choices", "parameter " + name + ", choices");
            }
            return path.kind() == TunablePath.Kind.TEXT ? null : path.kind();
        }
        if (path.kind() == TunablePath.Kind.TEXT) {
            errors.add(at + "/type", "parameter " + name + ", type", "categorical" + choices(path), "a number");
        } else if (parameter instanceof IntParameter whole) {
            range(path, (double) whole.low(), at + "/low", "parameter " + name + ", low");
            range(path, (double) whole.high(), at + "/high", "parameter " + name + ", high");
        } else if (parameter instanceof FloatParameter floating) {
            if (path.kind() == TunablePath.Kind.INTEGER) {
                errors.add(at + "/type", "parameter " + name + ", type", "int or categorical", "'float'");
            }
            range(path, floating.low(), at + "/low", "parameter " + name + ", low");
            range(path, floating.high(), at + "/high", "parameter " + name + ", high");
        }
        // a whole number where any number goes is given as a double
        return path.kind() == TunablePath.Kind.NUMBER ? path.kind() : null;
    }

    /** The value that a path is fixed to: Double, Long or String; null when it is none, which is among the errors. */
    @Nullable
    Object fixed(String name, JsonNode given) {
        String at = "/fixed/" + name;
        if (!given.isValueNode() || given.isNull()) {
            errors.add(at, "fixed " + name, "a number or a text", SpaceErrors.was(given));
            return null;
        }
        Double number = SpaceErrors.number(given);
        if (known.isEmpty()) {
            return given.isIntegralNumber() ? (Object) given.longValue() : number != null ? number : given.asText();
        }
        TunablePath path = path(name, at, "fixed " + name);
        if (path == null || !value(path, given.asText(), at, "fixed " + name)) {
            return null;
        }
        return switch (path.kind()) {
            case NUMBER -> Double.valueOf(given.asText());
            case INTEGER -> Long.valueOf(given.asText());
            case TEXT -> given.asText();
        };
    }

    private @Nullable TunablePath path(String name, String at, String what) {
        TunablePath path = known.get(name);
        if (path == null && !known.isEmpty()) {
            errors.add(
                    at,
                    what,
                    "a path the objective knows" + SpaceErrors.suggestion(name, known.keySet())
                            + ", see `quorate tune paths`",
                    "unknown");
        }
        return path;
    }

    /** Adds an error unless a text is a value of the path. */
    private boolean value(TunablePath path, String text, String at, String what) {
        if (path.kind() == TunablePath.Kind.TEXT) {
            boolean fits = path.choices().isEmpty() || path.choices().contains(text);
            if (!fits) {
                errors.add(at, what, "one of " + String.join(", ", path.choices()), "'" + text + "'");
            }
            return fits;
        }
        boolean whole = path.kind() == TunablePath.Kind.INTEGER;
        try {
            double number = whole ? Long.parseLong(text) : Double.parseDouble(text);
            return range(path, number, at, what);
        } catch (NumberFormatException e) {
            errors.add(at, what, whole ? "a whole number" : "a number", "'" + text + "'");
            return false;
        }
    }

    private boolean range(TunablePath path, double value, String at, String what) {
        boolean inside = value >= path.low() && value <= path.high();
        if (!inside) {
            errors.add(
                    at, what, "from " + text(path, path.low()) + " to " + text(path, path.high()), text(path, value));
        }
        return inside;
    }

    private static String text(TunablePath path, double value) {
        boolean whole = path.kind() == TunablePath.Kind.INTEGER && Double.isFinite(value);
        return whole ? Long.toString((long) value) : Double.toString(value);
    }

    private static String choices(TunablePath path) {
        return path.choices().isEmpty() ? "" : " with choices out of " + String.join(", ", path.choices());
    }
}
