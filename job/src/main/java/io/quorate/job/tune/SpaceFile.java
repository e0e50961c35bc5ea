package io.quorate.job.tune;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quorate.job.fault.UserError;
import io.quorate.tune.Parameter;
import io.quorate.tune.ParameterSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A space file: {@code parameters}, and where wanted {@code fixed}, {@code constraints}, {@code objectives} and
 * {@code settings} for the objective. Reading it collects every mistake; they are thrown together by {@link #resolve}, once
 * it is known what the objective can do.
 */
public final class SpaceFile {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final List<String> FIELDS = List.of("parameters", "fixed", "constraints", "objectives", "settings");
    private static final List<String> BOUNDS = List.of("min", "max");

    private final ObjectNode root;
    private final String text;
    private final SpaceErrors errors;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final List<ConstraintLimit> limits = new ArrayList<>();

    private SpaceFile(ObjectNode root, String text, SpaceErrors errors) {
        this.root = root;
        this.text = text;
        this.errors = errors;
    }

    /** Reads a file; throws UserError when it is not there or no YAML. */
    public static SpaceFile read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw UserError.wrongUse(file + ": expected a file, was not there");
        } catch (IOException e) {
            throw UserError.wrongUse(file + ": expected a readable UTF-8 file, was "
                    + e.getClass().getSimpleName());
        }
    }

    /** Reads the text of a file called so. */
    static SpaceFile parse(String file, String text) {
        try {
            YamlLines lines = YamlLines.of(text);
            JsonNode node = YAML.readTree(text);
            SpaceErrors errors = new SpaceErrors(file, lines);
            lines.twice().forEach(twice -> errors.add(twice.path(), duplicate(twice)));
            ObjectNode root = node instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
            errors.fields(node, "", "space file", FIELDS);
            SpaceFile space = new SpaceFile(root, text, errors);
            space.readParameters();
            space.readConstraints();
            space.readRest();
            return space;
        } catch (JsonProcessingException e) {
            long line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw UserError.wrongUse(file + ":" + line + ": expected YAML or JSON, was not: "
                    + e.getOriginalMessage().lines().findFirst().orElse("").strip());
        } catch (IOException e) {
            throw new IllegalStateException("expected to read a text, was not possible", e);
        }
    }

    /** The file's text. */
    public String text() {
        return text;
    }

    /** The objectives it names; empty when it leaves them to the command line. */
    public List<String> objectives() {
        List<String> names = new ArrayList<>();
        root.path("objectives").forEach(name -> names.add(name.asText()));
        return names;
    }

    /** What it says to the objective, as JSON. */
    public String settingsJson() {
        JsonNode settings = root.path("settings");
        return settings.isObject() ? settings.toString() : "{}";
    }

    public List<String> tunedPaths() {
        return List.copyOf(parameters.keySet());
    }

    public List<String> fixedPaths() {
        List<String> names = new ArrayList<>();
        root.path("fixed").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Adds what the objective says of the settings to the mistakes, and throws them all. */
    public UserError refused(UserError objective) {
        errors.addAll(objective.lines());
        try {
            errors.requireNone();
            return objective;
        } catch (UserError all) {
            return all;
        }
    }

    /** What the file means to an objective; throws UserError with every mistake. */
    public StudySpace resolve(List<TunablePath> paths, List<FigureRange> figures) {
        PathCheck check = new PathCheck(paths, errors);
        Map<String, TunablePath.Kind> kinds = new LinkedHashMap<>();
        parameters.values().forEach(parameter -> {
            TunablePath.Kind kind = check.check(parameter);
            if (kind != null) {
                kinds.put(parameter.name(), kind);
            }
        });
        Map<String, Object> fixed = new LinkedHashMap<>();
        root.path("fixed").properties().forEach(entry -> {
            if (root.path("parameters").has(entry.getKey())) {
                errors.add("/fixed/" + entry.getKey(), "fixed " + entry.getKey(), "tuned or fixed", "both");
            }
            Object value = check.fixed(entry.getKey(), entry.getValue());
            if (value != null) {
                fixed.put(entry.getKey(), value);
            }
        });
        limits.forEach(limit -> checkFigure(limit, figures));
        List<String> declared = new ArrayList<>();
        root.path("parameters").fieldNames().forEachRemaining(declared::add);
        List<Parameter> ordered = ConditionOrder.of(parameters, declared, errors);
        errors.requireNone();
        return new StudySpace(new ParameterSpace(ordered), fixed, kinds, limits);
    }

    private static String duplicate(YamlLines.Twice twice) {
        String name = twice.path()
                .substring(1)
                .replaceFirst("^parameters/([^/]*)/", "parameter $1, ")
                .replaceFirst("^parameters/", "parameter ");
        return name.replace("/", ", ") + ": expected once, was on line " + twice.firstLine() + " and again on line "
                + twice.line();
    }

    private void readParameters() {
        JsonNode given = root.get("parameters");
        if (given == null || !given.isObject() || given.isEmpty()) {
            errors.add("/parameters", "parameters", "a map with at least one parameter", SpaceErrors.was(given));
            return;
        }
        given.properties().forEach(entry -> {
            Parameter parameter = ParameterReader.read(entry.getKey(), entry.getValue(), errors);
            if (parameter != null) {
                parameters.put(entry.getKey(), parameter);
            }
        });
    }

    private void readConstraints() {
        JsonNode given = root.get("constraints");
        if (given == null) {
            return;
        }
        if (!given.isObject()) {
            errors.add("/constraints", "constraints", "a map of figures with min or max", SpaceErrors.was(given));
            return;
        }
        given.properties().forEach(entry -> readConstraint(entry.getKey(), entry.getValue()));
    }

    private void readConstraint(String figure, JsonNode bounds) {
        String at = "/constraints/" + figure;
        String what = "constraint " + figure;
        if (!errors.fields(bounds, at, what, BOUNDS)) {
            return;
        }
        Double min = bound(bounds.get("min"), at + "/min", what + ", min");
        Double max = bound(bounds.get("max"), at + "/max", what + ", max");
        if (bounds.get("min") == null && bounds.get("max") == null) {
            errors.add(at, what, "min or max", "neither");
        }
        if (min != null && max != null && min > max) {
            errors.add(at, what, "min at most max", "min " + min + " and max " + max + ", which nothing can keep");
        }
        if (min != null) {
            limits.add(new ConstraintLimit(figure, true, min));
        }
        if (max != null) {
            limits.add(new ConstraintLimit(figure, false, max));
        }
    }

    private @Nullable Double bound(@Nullable JsonNode given, String at, String what) {
        Double value = SpaceErrors.number(given);
        if (given != null && (value == null || !Double.isFinite(value))) {
            errors.add(at, what, "a finite number", SpaceErrors.was(given));
            return null;
        }
        return value;
    }

    private void checkFigure(ConstraintLimit limit, List<FigureRange> figures) {
        String at = "/constraints/" + limit.figure();
        String what = "constraint " + limit.figure();
        for (FigureRange figure : figures) {
            if (figure.name().equals(limit.figure())) {
                if (limit.least() && limit.limit() > figure.high()) {
                    errors.add(
                            at + "/min",
                            what + ", min",
                            "at most " + figure.high(),
                            "" + limit.limit() + ", which nothing can reach");
                }
                if (!limit.least() && limit.limit() < figure.low()) {
                    errors.add(
                            at + "/max",
                            what + ", max",
                            "at least " + figure.low(),
                            "" + limit.limit() + ", which nothing can keep");
                }
                return;
            }
        }
        List<String> names = figures.stream().map(FigureRange::name).toList();
        errors.add(at, what, "a figure of the objective" + SpaceErrors.suggestion(limit.figure(), names), "unknown");
    }

    private void readRest() {
        JsonNode objectives = root.get("objectives");
        if (objectives != null) {
            boolean texts = objectives.isArray() && !objectives.isEmpty();
            for (JsonNode name : objectives) {
                texts &= name.isTextual();
            }
            if (!texts) {
                errors.add("/objectives", "objectives", "a list of names", SpaceErrors.was(objectives));
            }
        }
        for (String name : List.of("fixed", "settings")) {
            JsonNode given = root.get(name);
            if (given != null && !given.isObject()) {
                errors.add("/" + name, name, "a map", SpaceErrors.was(given));
            }
        }
    }
}
