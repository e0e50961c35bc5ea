package io.quorate.job.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * An OpenAPI schema of a custom kind. Unlike the API server, which drops them, it reports fields it does not know, unless
 * the schema says {@code x-kubernetes-preserve-unknown-fields}.
 */
record Schema(JsonNode root) {

    void check(JsonNode value, List<String> problems) {
        check("", root, value, problems);
    }

    private static void check(String path, JsonNode schema, JsonNode value, List<String> problems) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            if (!value.isTextual() && !value.isIntegralNumber()) {
                problems.add(path + ": expected a number or a text, was " + value);
            }
            return;
        }
        String type = schema.path("type").asText();
        if (!hasType(type, value)) {
            problems.add(path + ": expected " + type + ", was " + value);
            return;
        }
        if (schema.has("enum") && stream(schema.path("enum")).noneMatch(value::equals)) {
            problems.add(path + ": expected one of " + schema.path("enum") + ", was " + value);
        }
        if (schema.has("minimum") && value.asDouble() < schema.path("minimum").asDouble()) {
            problems.add(path + ": expected at least " + schema.path("minimum") + ", was " + value);
        }
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                check(path + "[" + i + "]", schema.path("items"), value.get(i), problems);
            }
        } else if (value.isObject()) {
            fields(path, schema, value, problems);
        }
    }

    private static void fields(String path, JsonNode schema, JsonNode value, List<String> problems) {
        value.properties().forEach(field -> {
            String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            JsonNode property = schema.path("properties").path(field.getKey());
            if (!property.isMissingNode()) {
                check(name, property, field.getValue(), problems);
            } else if (schema.path("additionalProperties").isObject()) {
                check(name, schema.path("additionalProperties"), field.getValue(), problems);
            } else if (!schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
                problems.add(name + ": unknown field");
            }
        });
        for (JsonNode required : schema.path("required")) {
            if (!value.has(required.asText())) {
                problems.add(path + ": expected a field " + required.asText() + ", was none");
            }
        }
    }

    private static boolean hasType(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            default -> throw new IllegalArgumentException("expected a schema with a type, was '" + type + "'");
        };
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
