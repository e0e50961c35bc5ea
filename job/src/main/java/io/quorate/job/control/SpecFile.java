package io.quorate.job.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quorate.job.fault.UserError;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.control.StrategySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

    /** A strategy over other defaults, from fields inside a larger file; as above. */
    public static StrategySpec strategy(String place, JsonNode fields, StrategySpec defaults) {
        return read(place, fields, defaults, StrategySpec.class);
    }

    /** Limits over other defaults, from fields inside a larger file; as above. */
    public static LimitsSpec limits(String place, JsonNode fields, LimitsSpec defaults) {
        return read(place, fields, defaults, LimitsSpec.class);
    }

    private static <T extends Record> T read(Path file, T defaults, Class<T> type) {
        return read(file.toString(), parse(file), defaults, type);
    }

    private static <T extends Record> T read(String place, JsonNode fields, T defaults, Class<T> type) {
        List<String> errors = new ArrayList<>();
        JsonNode merged = new SpecTree(YAML, place, errors).merge(defaults, fields);
        if (!errors.isEmpty()) {
            throw UserError.wrongUse(errors);
        }
        try {
            return YAML.treeToValue(merged, type);
        } catch (JsonProcessingException e) {
            throw UserError.wrongUse(place + ": " + e.getOriginalMessage());
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
}
