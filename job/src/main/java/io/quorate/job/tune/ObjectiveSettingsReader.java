package io.quorate.job.tune;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quorate.job.control.LimitsDefaults;
import io.quorate.job.control.SpecFile;
import io.quorate.job.control.StrategyDefaults;
import io.quorate.job.fault.UserError;
import io.quorate.job.options.NearestName;
import io.quorate.job.options.Settings;
import io.quorate.learn.WalkForward;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the settings of a space file; every mistake is told, together. */
final class ObjectiveSettingsReader {
    private static final List<String> KEYS = List.of(
            "symbols",
            "from",
            "until",
            "walk_forward",
            "train_days",
            "test_days",
            "embargo_h",
            "hold_out",
            "period_h",
            "periods_per_year",
            "seed",
            "strategy",
            "limits",
            "options");
    private static final double HOUR_MS = 3_600_000;
    private static final double DAY_MS = 86_400_000;
    private static final long DEFAULT_SEED = 7;

    private final JsonNode root;
    private final List<String> errors = new ArrayList<>();

    private ObjectiveSettingsReader(JsonNode root) {
        this.root = root;
    }

    /** Reads them from JSON; throws UserError with all that is wrong. */
    static ObjectiveSettings read(String json) {
        try {
            ObjectiveSettingsReader reader = new ObjectiveSettingsReader(new ObjectMapper().readTree(json));
            return reader.read();
        } catch (JsonProcessingException e) {
            throw UserError.wrongUse("settings: expected JSON, was not: " + e.getOriginalMessage());
        }
    }

    private ObjectiveSettings read() {
        root.fieldNames().forEachRemaining(name -> {
            if (!KEYS.contains(name)) {
                String nearest = NearestName.of(name, KEYS);
                errors.add("settings." + name + ": unknown"
                        + (nearest == null ? ", expected one of " + KEYS : ", did you mean " + nearest + "?"));
            }
        });
        long fromMs = time("from", Long.MIN_VALUE);
        long untilMs = time("until", Long.MAX_VALUE);
        if (fromMs >= untilMs) {
            errors.add("settings.until: expected a time after from, was "
                    + root.path("until").asText());
        }
        ObjectiveSettings read = specs(
                symbols(),
                fromMs,
                untilMs,
                Math.round(number("train_days", 0, 0, 36_500) * DAY_MS),
                Math.round(number("test_days", 0, 0, 36_500) * DAY_MS),
                Math.round(number("embargo_h", 0, 0, 87_600) * HOUR_MS));
        if (read == null || !errors.isEmpty()) {
            throw UserError.wrongUse(errors);
        }
        return read;
    }

    private @Nullable ObjectiveSettings specs(
            List<String> symbols, long fromMs, long untilMs, long trainMs, long testMs, long embargoMs) {
        WalkForward.Kind kind = kind();
        double holdOut = number("hold_out", 0.2, 0, 0.9);
        long periodMs = Math.round(number("period_h", 24, 0.001, 8_784) * HOUR_MS);
        double periodsPerYear = number("periods_per_year", Double.NaN, 1e-3, 1e9);
        long seed = Math.round(number("seed", DEFAULT_SEED, 0, Integer.MAX_VALUE));
        var strategy = checked(() -> SpecFile.strategy("settings.strategy", part("strategy"), StrategyDefaults.SPEC));
        var limits = checked(() -> SpecFile.limits("settings.limits", part("limits"), LimitsDefaults.SPEC));
        var options = checked(() -> Settings.of(options()));
        return strategy == null || limits == null || options == null
                ? null
                : new ObjectiveSettings(
                        symbols,
                        fromMs,
                        untilMs,
                        kind,
                        trainMs,
                        testMs,
                        embargoMs,
                        holdOut,
                        periodMs,
                        periodsPerYear,
                        seed,
                        strategy,
                        limits,
                        options);
    }

    private <T> @Nullable T checked(Supplier<T> read) {
        try {
            return read.get();
        } catch (UserError e) {
            errors.addAll(e.lines());
            return null;
        }
    }

    private JsonNode part(String name) {
        JsonNode part = root.get(name);
        if (part != null && !part.isObject()) {
            errors.add("settings." + name + ": expected a map of fields, was '" + part.asText() + "'");
        }
        return part != null && part.isObject() ? part : JsonNodeFactory.instance.objectNode();
    }

    private Map<String, String> options() {
        Map<String, String> options = new TreeMap<>();
        flatten("", part("options"), options);
        return options;
    }

    private static void flatten(String prefix, JsonNode node, Map<String, String> out) {
        node.properties().forEach(field -> {
            if (field.getValue().isObject()) {
                flatten(prefix + field.getKey() + ".", field.getValue(), out);
            } else if (field.getValue().isArray()) {
                List<String> items = new ArrayList<>();
                field.getValue().forEach(item -> items.add(item.asText()));
                out.put(prefix + field.getKey(), String.join(",", items));
            } else {
                out.put(prefix + field.getKey(), field.getValue().asText());
            }
        });
    }

    private List<String> symbols() {
        List<String> symbols = new ArrayList<>();
        JsonNode given = root.get("symbols");
        if (given == null) {
            return symbols;
        }
        if (!given.isArray() || given.isEmpty()) {
            errors.add("settings.symbols: expected a list of symbols, was '" + given.asText() + "'");
        }
        given.forEach(symbol -> symbols.add(symbol.asText()));
        return symbols;
    }

    private WalkForward.Kind kind() {
        String given = root.path("walk_forward").asText("expanding");
        for (WalkForward.Kind kind : WalkForward.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(given)) {
                return kind;
            }
        }
        errors.add("settings.walk_forward: expected rolling or expanding, was '" + given + "'");
        return WalkForward.Kind.EXPANDING;
    }

    private double number(String name, double otherwise, double low, double high) {
        JsonNode given = root.get(name);
        if (given == null) {
            return otherwise;
        }
        Double value = SpaceErrors.number(given);
        if (value == null || !(value >= low && value <= high)) {
            errors.add("settings." + name + ": expected " + low + " to " + high + ", was '" + given.asText() + "'");
            return otherwise;
        }
        return value;
    }

    private long time(String name, long otherwise) {
        JsonNode given = root.get(name);
        if (given == null) {
            return otherwise;
        }
        if (given.isIntegralNumber()) {
            return given.longValue();
        }
        String text = given.asText();
        try {
            return text.length() == "2020-01-01".length()
                    ? LocalDate.parse(text)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                            .toEpochMilli()
                    : Instant.parse(text).toEpochMilli();
        } catch (DateTimeException e) {
            errors.add("settings." + name + ": expected epoch ms, a date or a time like 2020-01-31T09:30:00Z, was '"
                    + text + "'");
            return otherwise;
        }
    }
}
