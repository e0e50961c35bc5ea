package io.quorate.job.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quorate.job.fault.UserError;
import io.quorate.job.options.NearestName;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.control.StrategySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a strategy or limits from a YAML or JSON file: the fields of the record by name, any number of them, the rest by
 * default. Every mistake in the file is reported at once. Whether the values make sense the sequencer decides.
 */
public final class SpecFile {
    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private SpecFile() {}

    /** A strategy over {@link StrategyDefaults}; throws UserError for a file that is none. */
    public static StrategySpec strategy(Path file) {
        return read(file, StrategyDefaults.SPEC, StrategySpec.class);
    }

    /** Limits over {@link LimitsDefaults}; throws UserError for a file that is none. */
    public static LimitsSpec limits(Path file) {
        return read(file, LimitsDefaults.SPEC, LimitsSpec.class);
    }

    private static <T> T read(Path file, T defaults, Class<T> type) {
        JsonNode root = parse(file);
        ObjectNode merged = YAML.valueToTree(defaults);
        List<String> names = new ArrayList<>();
        merged.fieldNames().forEachRemaining(names::add);
        List<String> errors = new ArrayList<>();
        root.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode expected = merged.get(name);
            if (expected == null) {
                String nearest = NearestName.of(name, names);
                errors.add(file + ": " + name + ": unknown field"
                        + (nearest == null ? "" : ", did you mean " + nearest + "?"));
                return;
            }
            JsonNode value = value(field.getValue(), expected);
            if (value == null) {
                errors.add(file + ": " + name + ": expected " + kind(expected) + ", was " + was(field.getValue()));
            } else {
                merged.set(name, value);
            }
        });
        if (!errors.isEmpty()) {
            throw UserError.wrongUse(errors);
        }
        try {
            return YAML.treeToValue(merged, type);
        } catch (JsonProcessingException e) {
            throw UserError.wrongUse(file + ": " + e.getOriginalMessage());
        }
    }

    private static JsonNode parse(Path file) {
        try {
            JsonNode root = YAML.readTree(Files.readString(file));
            if (root.isMissingNode() || root.isNull()) {
                return YAML.createObjectNode();
            }
            if (!root.isObject()) {
                throw UserError.wrongUse(file + ": expected a map of fields, was something else");
            }
            return root;
        } catch (JsonProcessingException e) {
            long line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw UserError.wrongUse(file + ":" + line + ": expected YAML or JSON, was not: "
                    + e.getOriginalMessage().lines().findFirst().orElse("").strip());
        } catch (NoSuchFileException e) {
            throw UserError.wrongUse(file + ": expected a file, was not there");
        } catch (IOException e) {
            throw UserError.wrongUse(file + ": expected a readable UTF-8 file, was "
                    + e.getClass().getSimpleName());
        }
    }

    /** The value in the form of the default; null when it has another one. */
    private static @Nullable JsonNode value(JsonNode given, JsonNode expected) {
        if (expected.isBoolean()) {
            return given.isBoolean() ? given : null;
        }
        if (expected.isIntegralNumber()) {
            boolean fits =
                    given.isIntegralNumber() && (expected.isInt() ? given.canConvertToInt() : given.canConvertToLong());
            return fits ? given : null;
        }
        if (expected.isNumber()) {
            return given.isNumber() && Double.isFinite(given.doubleValue()) ? given : null;
        }
        if (given.isTextual() && !given.asText().isEmpty()) {
            return YAML.createArrayNode().add(given);
        }
        boolean texts = given.isArray() && !given.isEmpty();
        for (JsonNode item : given) {
            texts &= item.isTextual() && !item.asText().isEmpty();
        }
        return texts ? given : null;
    }

    private static String was(JsonNode given) {
        if (given.isContainerNode()) {
            return given.isEmpty() ? "an empty list or map" : "a list or map";
        }
        return given.isNull() ? "nothing" : "'" + given.asText() + "'";
    }

    private static String kind(JsonNode expected) {
        if (expected.isBoolean()) {
            return "true or false";
        }
        if (expected.isIntegralNumber()) {
            return "a whole number";
        }
        return expected.isNumber() ? "a finite number" : "a list of symbols";
    }
}
