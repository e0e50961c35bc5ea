package io.quorate.job.simulation;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import io.quorate.simulate.GbmModel;
import io.quorate.simulate.PathModel;
import io.quorate.simulate.RegimeJumpModel;
import io.quorate.simulate.SimulationMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parameters of a parametric method as YAML or JSON, alone or under {@code parameters}, so that the output of one run is
 * the input of another.
 */
public final class ModelFile {
    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private static final List<String> NORMAL = List.of("log_mean", "log_sd");
    private static final List<String> REGIME = List.of("log_mean", "log_sd", "stay");
    private static final List<String> JUMP = List.of("probability", "log_mean", "log_sd");
    private static final List<String> REGIME_JUMP = List.of("calm", "wild", "jump");

    private ModelFile() {}

    /** Reads the parameters of a method; throws UserError for a file without them. */
    public static PathModel read(Path file, SimulationMethod method) {
        JsonNode root = tree(file);
        JsonNode node = root.has("parameters") ? root.path("parameters") : root;
        String place = file.toString();
        try {
            if (method == SimulationMethod.GBM) {
                return gbm(fields(place, node, NORMAL));
            }
            fields(place, node, REGIME_JUMP);
            JsonNode jump = fields(place + ": jump", node.path("jump"), JUMP);
            return new RegimeJumpModel(
                    regime(fields(place + ": calm", node.path("calm"), REGIME)),
                    regime(fields(place + ": wild", node.path("wild"), REGIME)),
                    number(jump.path("probability")),
                    number(jump.path("log_mean")),
                    number(jump.path("log_sd")));
        } catch (IllegalArgumentException e) {
            throw UserError.wrongUse(place + ": " + e.getMessage());
        }
    }

    /** The parameters of a model as {@link #read} takes them; empty for one that has none. */
    public static Map<String, Object> fields(PathModel model) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (model instanceof GbmModel gbm) {
            fields.put("log_mean", gbm.logMean());
            fields.put("log_sd", gbm.logSd());
        } else if (model instanceof RegimeJumpModel regimes) {
            fields.put("calm", regime(regimes.calm()));
            fields.put("wild", regime(regimes.wild()));
            Map<String, Object> jump = new LinkedHashMap<>();
            jump.put("probability", regimes.jumpProbability());
            jump.put("log_mean", regimes.jumpLogMean());
            jump.put("log_sd", regimes.jumpLogSd());
            fields.put("jump", jump);
        }
        return fields;
    }

    private static GbmModel gbm(JsonNode node) {
        return new GbmModel(number(node.path("log_mean")), number(node.path("log_sd")));
    }

    private static RegimeJumpModel.Regime regime(JsonNode node) {
        return new RegimeJumpModel.Regime(
                number(node.path("log_mean")), number(node.path("log_sd")), number(node.path("stay")));
    }

    private static Map<String, Object> regime(RegimeJumpModel.Regime regime) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("log_mean", regime.logMean());
        fields.put("log_sd", regime.logSd());
        fields.put("stay", regime.stay());
        return fields;
    }

    /** The node when it has exactly these fields, numbers unless they are those of the whole. */
    private static JsonNode fields(String place, JsonNode node, List<String> names) {
        for (String name : names) {
            JsonNode value = node.path(name);
            if (names.equals(REGIME_JUMP) ? !value.isObject() : Double.isNaN(number(value))) {
                throw UserError.wrongUse(place + ": expected " + (names.equals(REGIME_JUMP) ? "fields" : "a number")
                        + " in " + name + ", was " + (value.isMissingNode() ? "nothing" : value));
            }
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw UserError.wrongUse(place + ": expected " + String.join(", ", names) + ", was " + name);
            }
        });
        return node;
    }

    /** A number, 1e-4 too, which is a text to YAML; NaN for anything else. */
    private static double number(JsonNode value) {
        try {
            return value.isNumber() ? value.doubleValue() : Double.parseDouble(value.asText());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static JsonNode tree(Path file) {
        try {
            return YAML.readTree(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw UserError.wrongUse(file + ": expected a file, was not there");
        } catch (IOException e) {
            throw UserError.wrongUse(file + ": expected YAML or JSON, was " + RootCause.of(e));
        }
    }
}
