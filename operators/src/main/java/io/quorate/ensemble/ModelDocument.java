package io.quorate.ensemble;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object of a parsed model file with its path, so that an error names the place.
 *
 * <p>Values are String, Boolean, Double, double[], List or Map; an empty array may be a List or a double[].
 */
final class ModelDocument {
    private final String path;
    private final Map<?, ?> fields;

    private ModelDocument(String path, Map<?, ?> fields) {
        this.path = path;
        this.fields = fields;
    }

    static ModelDocument root(@Nullable Object value) {
        return of("model", value);
    }

    private static ModelDocument of(String path, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new ModelDocument(path, map);
        }
        throw bad(path, "an object", value);
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    ModelDocument child(String name) {
        return of(path + "." + name, fields.get(name));
    }

    List<ModelDocument> children(String name) {
        String at = path + "." + name;
        List<?> list = list(name);
        ModelDocument[] children = new ModelDocument[list.size()];
        for (int i = 0; i < children.length; i++) {
            children[i] = of(at + "[" + i + "]", list.get(i));
        }
        return List.of(children);
    }

    List<String> strings(String name) {
        List<?> list = list(name);
        String[] strings = new String[list.size()];
        for (int i = 0; i < strings.length; i++) {
            Object value = list.get(i);
            if (!(value instanceof String s)) {
                throw bad(path + "." + name + "[" + i + "]", "a string", value);
            }
            strings[i] = s;
        }
        return List.of(strings);
    }

    String string(String name) {
        Object value = fields.get(name);
        if (value instanceof String s) {
            return s;
        }
        throw bad(path + "." + name, "a string", value);
    }

    double[] numbers(String name) {
        Object value = fields.get(name);
        if (value instanceof double[] numbers) {
            return numbers;
        }
        if (value instanceof List<?> list && list.isEmpty()) {
            return new double[0];
        }
        throw bad(path + "." + name, "an array of numbers", value);
    }

    int[] integers(String name) {
        double[] numbers = numbers(name);
        int[] integers = new int[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            integers[i] = (int) numbers[i];
            if (integers[i] != numbers[i]) {
                throw bad(path + "." + name + "[" + i + "]", "an integer", numbers[i]);
            }
        }
        return integers;
    }

    /** A number that XGBoost writes as a string, or as a string in brackets. */
    double numberInString(String name) {
        String text = string(name);
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        try {
            return Double.parseDouble(bare);
        } catch (NumberFormatException e) {
            throw bad(path + "." + name, "a number", text);
        }
    }

    int integerInString(String name) {
        double number = numberInString(name);
        if (number != (int) number) {
            throw bad(path + "." + name, "an integer", number);
        }
        return (int) number;
    }

    private List<?> list(String name) {
        Object value = fields.get(name);
        if (value instanceof List<?> list) {
            return list;
        }
        if (value instanceof double[] numbers && numbers.length == 0) {
            return List.of();
        }
        throw bad(path + "." + name, "an array", value);
    }

    IllegalArgumentException unexpected(String name, String expected, Object was) {
        return bad(path + "." + name, expected, was);
    }

    private static IllegalArgumentException bad(String path, String expected, @Nullable Object was) {
        String shown;
        if (was == null) {
            shown = "nothing";
        } else if (was instanceof String || was instanceof Number || was instanceof Boolean) {
            shown = was.toString();
        } else {
            shown = was instanceof Map ? "an object" : "an array";
        }
        return new IllegalArgumentException("expected " + expected + " at " + path + ", was " + shown);
    }
}
