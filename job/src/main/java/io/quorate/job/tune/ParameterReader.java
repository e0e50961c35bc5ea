package io.quorate.job.tune;

import com.fasterxml.jackson.databind.JsonNode;
import io.quorate.tune.CategoricalParameter;
import io.quorate.tune.Condition;
import io.quorate.tune.FloatParameter;
import io.quorate.tune.IntParameter;
import io.quorate.tune.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one entry of a space file's {@code parameters}. */
final class ParameterReader {
    private static final List<String> TYPES = List.of("float", "int", "categorical");
    private static final List<String> NUMBER_FIELDS = List.of("type", "low", "high", "step", "log", "when");
    private static final List<String> CHOICE_FIELDS = List.of("type", "choices", "when");

    private final String name;
    private final JsonNode node;
    private final SpaceErrors errors;
    private boolean wrong;

    private ParameterReader(String name, JsonNode node, SpaceErrors errors) {
        this.name = name;
        this.node = node;
        this.errors = errors;
    }

    /** The parameter; null when something is wrong with it, which then is among the errors. */
    static @Nullable Parameter read(String name, JsonNode node, SpaceErrors errors) {
        return new ParameterReader(name, node, errors).read();
    }

    private @Nullable Parameter read() {
        if (!node.isObject()) {
            wrong("", "a map with type, low and high, or choices", SpaceErrors.was(node));
            return null;
        }
        JsonNode type = node.get("type");
        if (type == null || !TYPES.contains(type.asText())) {
            String near = type == null ? "" : SpaceErrors.suggestion(type.asText(), TYPES);
            wrong("type", "float, int or categorical" + near, SpaceErrors.was(type));
            return null;
        }
        boolean categorical = type.asText().equals("categorical");
        errors.fields(node, path(""), "parameter " + name, categorical ? CHOICE_FIELDS : NUMBER_FIELDS);
        Condition when = when();
        Parameter read = null;
        try {
            read = switch (type.asText()) {
                case "float" -> floating(when);
                case "int" -> whole(when);
                default -> categorical(when);
            };
        } catch (IllegalArgumentException e) {
            errors.add(path(fieldOf(String.valueOf(e.getMessage()))), String.valueOf(e.getMessage()));
            wrong = true;
        }
        return wrong ? null : read;
    }

    private @Nullable Parameter floating(@Nullable Condition when) {
        double low = number("low", Double.NaN);
        double high = number("high", Double.NaN);
        double step = number("step", 0);
        boolean log = flag("log");
        return wrong ? null : new FloatParameter(name, low, high, log, step, when);
    }

    private @Nullable Parameter whole(@Nullable Condition when) {
        long low = integer("low", null);
        long high = integer("high", null);
        long step = integer("step", 1L);
        boolean log = flag("log");
        return wrong ? null : new IntParameter(name, low, high, step, log, when);
    }

    private @Nullable Parameter categorical(@Nullable Condition when) {
        List<String> choices = texts(node.get("choices"), "choices", "a list of texts");
        return wrong ? null : new CategoricalParameter(name, choices, when);
    }

    private double number(String field, double fallback) {
        JsonNode given = node.get(field);
        if (given == null && !Double.isNaN(fallback)) {
            return fallback;
        }
        Double value = SpaceErrors.number(given);
        if (value == null) {
            wrong(field, "a number", SpaceErrors.was(given));
            return Double.NaN;
        }
        return value;
    }

    private long integer(String field, @Nullable Long fallback) {
        JsonNode given = node.get(field);
        if (given == null && fallback != null) {
            return fallback;
        }
        if (given == null || !given.isIntegralNumber() || !given.canConvertToLong()) {
            wrong(field, "a whole number", SpaceErrors.was(given));
            return 0;
        }
        return given.longValue();
    }

    private boolean flag(String field) {
        JsonNode given = node.get(field);
        if (given != null && !given.isBoolean()) {
            wrong(field, "true or false", SpaceErrors.was(given));
        }
        return given != null && given.asBoolean();
    }

    private @Nullable Condition when() {
        JsonNode given = node.get("when");
        if (given == null) {
            return null;
        }
        if (!given.isObject() || given.size() != 1) {
            wrong("when", "one parameter with the values at which this one exists", SpaceErrors.was(given));
            return null;
        }
        Map.Entry<String, JsonNode> parent = given.properties().iterator().next();
        JsonNode values = parent.getValue();
        List<String> oneOf = values.isArray()
                ? texts(values, "when", "a value or a list of values")
                : values.isValueNode() && !values.isNull()
                        ? List.of(values.asText())
                        : texts(values, "when", "a value");
        if (oneOf.isEmpty()) {
            return null;
        }
        try {
            return new Condition(parent.getKey(), oneOf);
        } catch (IllegalArgumentException e) {
            errors.add(path("when"), "parameter " + name + ", when: " + e.getMessage());
            wrong = true;
            return null;
        }
    }

    private List<String> texts(@Nullable JsonNode given, String field, String expected) {
        if (given == null || !given.isArray() || given.isEmpty()) {
            wrong(field, expected, SpaceErrors.was(given));
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : given) {
            if (!item.isValueNode() || item.isNull()) {
                wrong(field, expected, "a list with " + SpaceErrors.was(item));
                return List.of();
            }
            texts.add(item.asText());
        }
        return texts;
    }

    private void wrong(String field, String expected, String was) {
        wrong = true;
        errors.add(path(field), "parameter " + name + (field.isEmpty() ? "" : ", " + field), expected, was);
    }

    private String path(String field) {
        return "/parameters/" + name + (field.isEmpty() ? "" : "/" + field);
    }

    /** The field that a refusal "parameter NAME, FIELD: …" is about. */
    private String fieldOf(String message) {
        String start = "parameter " + name + ", ";
        int end = message.indexOf(':', start.length());
        return message.startsWith(start) && end > 0 ? message.substring(start.length(), end) : "";
    }
}
