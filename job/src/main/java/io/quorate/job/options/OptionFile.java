package io.quorate.job.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Reads a YAML or JSON file of options into flat text: nested maps and dotted keys mean the same, a list is its items
 * joined by commas.
 */
final class OptionFile {
    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private OptionFile() {}

    /** Adds the file's options to {@code texts} and what is wrong with it to {@code errors}. */
    static void read(Path file, Map<String, String> texts, List<String> errors) {
        try {
            JsonNode root = YAML.readTree(Files.readString(file));
            if (root.isMissingNode() || root.isNull()) {
                return;
            }
            if (!root.isObject()) {
                errors.add(file + ": expected a map of options, was " + kind(root));
                return;
            }
            flatten(file, "", root, texts, errors);
        } catch (JsonProcessingException e) {
            long line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            errors.add(file + ":" + line + ": expected YAML or JSON, was not: " + firstLine(e.getOriginalMessage()));
        } catch (NoSuchFileException e) {
            errors.add(file + ": expected an options file, was not there");
        } catch (IOException e) {
            errors.add(file + ": expected a readable UTF-8 file, was "
                    + e.getClass().getSimpleName());
        }
    }

    private static void flatten(
            Path file, String prefix, JsonNode node, Map<String, String> texts, List<String> errors) {
        node.properties().forEach(field -> {
            String key = prefix + field.getKey();
            JsonNode value = field.getValue();
            if (value.isObject()) {
                flatten(file, key + ".", value, texts, errors);
            } else if (value.isNull() || (value.isArray() && !allScalars(value))) {
                errors.add(file + ": " + key + ": expected a value, was " + kind(value));
            } else if (texts.put(key, text(value)) != null) {
                errors.add(file + ": " + key + ": expected once, was there twice");
            }
        });
    }

    private static String text(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(","))
                : value.asText();
    }

    private static boolean allScalars(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).allMatch(item -> item.isValueNode() && !item.isNull());
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "a list";
            case NULL -> "nothing";
            default -> "a single value";
        };
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("").strip();
    }
}
