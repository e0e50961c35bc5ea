package io.quorate.job.tune;

import com.fasterxml.jackson.databind.JsonNode;
import io.quorate.job.fault.UserError;
import io.quorate.job.options.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mistakes of a space file, all of them, each with the line it stands on. */
final class SpaceErrors {
    private final String file;
    private final YamlLines lines;
    private final List<String> errors = new ArrayList<>();

    SpaceErrors(String file, YamlLines lines) {
        this.file = file;
        this.lines = lines;
    }

    /** Adds "FILE:LINE: WHAT: expected EXPECTED, was WAS". */
    void add(String path, String what, String expected, String was) {
        errors.add(file + ":" + lines.line(path) + ": " + what + ": expected " + expected + ", was " + was);
    }

    /** Adds a message that already says what was expected. */
    void add(String path, String message) {
        errors.add(file + ":" + lines.line(path) + ": " + message);
    }

    /** Adds lines of somebody else. */
    void addAll(Collection<String> more) {
        errors.addAll(more);
    }

    void requireNone() {
        if (!errors.isEmpty()) {
            throw UserError.wrongUse(errors);
        }
    }

    /** Adds an error for each field that is not known; gives whether the node is a map at all. */
    boolean fields(JsonNode node, String path, String what, List<String> known) {
        if (!node.isObject()) {
            add(path, what, "a map of " + String.join(", ", known), was(node));
            return false;
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                add(
                        path + "/" + name,
                        what + ", " + name,
                        "one of " + String.join(", ", known) + suggestion(name, known),
                        "an unknown field");
            }
        });
        return true;
    }

    static String suggestion(String name, Collection<String> known) {
        String nearest = NearestName.of(name, known);
        return nearest == null ? "" : " (did you mean " + nearest + "?)";
    }

    /** The number a node holds, also one that YAML takes for a text (1e-4); null when it holds none. */
    static @Nullable Double number(@Nullable JsonNode node) {
        if (node == null) {
            return null;
        }
        if (node.isNumber()) {
            return node.doubleValue();
        }
        boolean text =
                node.isTextual() && node.textValue().matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");
        return text ? Double.valueOf(node.textValue()) : null;
    }

    /** How a value of the file reads in an error. */
    static String was(@Nullable JsonNode node) {
        if (node == null) {
            return "none";
        }
        if (node.isContainerNode()) {
            return node.isEmpty() ? "an empty list or map" : "a list or map";
        }
        return node.isNull() ? "nothing" : "'" + node.asText() + "'";
    }
}
