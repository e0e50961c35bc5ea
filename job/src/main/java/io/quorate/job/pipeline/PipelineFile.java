package io.quorate.job.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quorate.job.control.SpecTree;
import io.quorate.job.fault.UserError;
import io.quorate.job.options.DurationText;
import io.quorate.job.options.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One YAML or JSON file that says everything of a pipeline. Every mistake in it is reported at once.
 *
 * @param spec its fields over the defaults
 * @param settings the job's options, of the map {@code options}
 * @param base folder its relative paths start from
 */
public record PipelineFile(PipelineSpec spec, Settings settings, Path base) {
    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    /** Reads a file; throws UserError for one that is none. */
    public static PipelineFile read(Path file, String codeVersion) {
        ObjectNode root = parse(file);
        List<String> errors = new ArrayList<>();
        Map<String, String> options = new LinkedHashMap<>();
        JsonNode given = root.remove("options");
        if (given != null) {
            flatten(file, "", given, options, errors);
        }
        JsonNode merged = new SpecTree(YAML, file.toString(), errors).merge(PipelineSpec.defaults(codeVersion), root);
        if (root.path("input").isEmpty() && !root.path("input").isTextual()) {
            errors.add(file + ": input: expected files of history, was none");
        }
        for (String[] duration :
                new String[][] {{"backtest", "period"}, {"publish", "timeout"}, {"promote", "patience"}}) {
            check(file, merged.path(duration[0]).path(duration[1]), String.join(".", duration), errors);
        }
        Settings settings = Settings.defaults();
        try {
            settings = Settings.of(options);
        } catch (UserError e) {
            e.lines().forEach(line -> errors.add(file + ": options: " + line));
        }
        if (!errors.isEmpty()) {
            throw UserError.wrongUse(errors);
        }
        try {
            Path base = file.toAbsolutePath().getParent();
            return new PipelineFile(
                    YAML.treeToValue(merged, PipelineSpec.class), settings, base == null ? Path.of("") : base);
        } catch (JsonProcessingException e) {
            throw UserError.wrongUse(
                    file + ": " + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }

    private static ObjectNode parse(Path file) {
        if (!Files.isRegularFile(file)) {
            throw UserError.wrongUse(file + ": expected a pipeline file, was not there");
        }
        try {
            if (YAML.readTree(Files.readString(file)) instanceof ObjectNode root) {
                return root;
            }
            throw UserError.wrongUse(file + ": expected a map of fields, was something else");
        } catch (JsonProcessingException e) {
            long line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw UserError.wrongUse(file + ":" + line + ": expected YAML or JSON, was not: "
                    + e.getOriginalMessage().lines().findFirst().orElse("").strip());
        } catch (IOException e) {
            throw UserError.wrongUse(file + ": expected a readable UTF-8 file, was "
                    + e.getClass().getSimpleName());
        }
    }

    private static void flatten(
            Path file, String prefix, JsonNode node, Map<String, String> options, List<String> errors) {
        if (!node.isObject()) {
            errors.add(file + ": options: expected a map of the job's options, was something else");
            return;
        }
        node.properties().forEach(field -> {
            JsonNode value = field.getValue();
            String key = prefix + field.getKey();
            if (value.isObject()) {
                flatten(file, key + ".", value, options, errors);
            } else if (value.isArray()) {
                List<String> items = new ArrayList<>();
                value.forEach(item -> items.add(item.asText()));
                options.put(key, String.join(",", items));
            } else {
                options.put(key, value.asText());
            }
        });
    }

    private static void check(Path file, JsonNode duration, String field, List<String> errors) {
        try {
            DurationText.parse(duration.asText());
        } catch (IllegalArgumentException e) {
            errors.add(file + ": " + field + ": " + e.getMessage());
        }
    }

    /** Where the pipeline keeps its state, log and files. */
    public Path folder() {
        return base.resolve(spec.folder());
    }

    /** The files of history. */
    public List<Path> input() {
        return spec.input().stream().map(base::resolve).toList();
    }

    /** The registry's address. */
    public String registry() {
        String uri = spec.registry().uri();
        return uri.contains(":/") ? uri : base.resolve(uri).toString();
    }

    long periodMs() {
        return DurationText.parse(spec.backtest().period()).toMillis();
    }

    Duration timeout() {
        return DurationText.parse(spec.publish().timeout());
    }

    Duration patience() {
        return DurationText.parse(spec.promote().patience());
    }
}
