package io.quorate.job.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quorate.job.options.NearestName;
import io.quorate.schema.control.CorrelationLimits;
import io.quorate.schema.control.ExitSpec;
import io.quorate.schema.control.GroupLimit;
import io.quorate.schema.control.Instrument;
import io.quorate.schema.control.PartialExit;
import io.quorate.schema.control.RoiStep;
import io.quorate.schema.control.SizingSpec;
import io.quorate.schema.control.VenueSpec;
import io.quorate.schema.control.VolatilityLimits;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lays the fields of a file over a record of defaults. A part that the defaults leave out starts from its own, as does
 * each item of a list. What does not fit is an error by its path; everything is looked at.
 */
public final class SpecTree {

    private static final Map<Class<?>, Record> PARTS = Map.of(
            ExitSpec.class, ExitSpec.NONE,
            RoiStep.class, new RoiStep(0, 0),
            PartialExit.class, new PartialExit(0, 0),
            SizingSpec.class, SizingSpec.RISK,
            Instrument.class, Instrument.ANY,
            VenueSpec.class, VenueSpec.MARKET,
            CorrelationLimits.class, CorrelationLimits.MEASURED,
            GroupLimit.class, GroupLimit.EMPTY,
            VolatilityLimits.class, VolatilityLimits.NONE);

    private final ObjectMapper mapper;
    private final String file;
    private final List<String> errors;

    /**
     * A merger.
     *
     * @param file what errors start with
     * @param errors where they go
     */
    public SpecTree(ObjectMapper mapper, String file, List<String> errors) {
        this.mapper = mapper;
        this.file = file;
        this.errors = errors;
    }

    /** The defaults with the given fields over them. */
    public ObjectNode merge(Record defaults, JsonNode given) {
        return merge(defaults.getClass(), mapper.valueToTree(defaults), given, "");
    }

    private ObjectNode merge(Class<?> type, ObjectNode defaults, JsonNode given, String path) {
        given.properties().forEach(field -> {
            String name = field.getKey();
            RecordComponent component = component(type, name);
            if (component == null) {
                String nearest = NearestName.of(name, names(type));
                errors.add(file + ": " + path + name + ": unknown field"
                        + (nearest == null ? "" : ", did you mean " + nearest + "?"));
                return;
            }
            JsonNode value = value(component.getGenericType(), defaults.get(name), field.getValue(), path + name);
            if (value != null) {
                defaults.set(name, value);
            }
        });
        return defaults;
    }

    private @Nullable JsonNode value(Type type, @Nullable JsonNode defaults, JsonNode given, String path) {
        if (type instanceof ParameterizedType list) {
            return list((Class<?>) list.getActualTypeArguments()[0], given, path);
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isRecord()) {
            if (!given.isObject()) {
                return wrong(path, "a map of fields", given);
            }
            ObjectNode start = defaults instanceof ObjectNode known ? known : part(raw);
            return merge(raw, start, given, path + ".");
        }
        return scalar(raw, given) ? given : wrong(path, kind(raw), given);
    }

    private @Nullable JsonNode list(Class<?> item, JsonNode given, String path) {
        if (!item.isRecord()) {
            return texts(given, path);
        }
        if (!given.isArray()) {
            return wrong(path, "a list of maps", given);
        }
        ArrayNode items = mapper.createArrayNode();
        for (int i = 0; i < given.size(); i++) {
            String at = path + "[" + i + "]";
            if (given.get(i).isObject()) {
                items.add(merge(item, part(item), given.get(i), at + "."));
            } else {
                wrong(at, "a map of fields", given.get(i));
            }
        }
        return items;
    }

    private @Nullable JsonNode texts(JsonNode given, String path) {
        if (given.isTextual() && !given.asText().isEmpty()) {
            return mapper.createArrayNode().add(given);
        }
        boolean texts = given.isArray() && !given.isEmpty();
        for (JsonNode item : given) {
            texts &= item.isTextual() && !item.asText().isEmpty();
        }
        return texts ? given : wrong(path, "a list of symbols", given);
    }

    private static boolean scalar(Class<?> type, JsonNode given) {
        if (type == boolean.class) {
            return given.isBoolean();
        }
        if (type == int.class || type == long.class) {
            return given.isIntegralNumber() && (type == int.class ? given.canConvertToInt() : given.canConvertToLong());
        }
        if (type == double.class) {
            return given.isNumber() && Double.isFinite(given.doubleValue());
        }
        return given.isTextual()
                && (type.isEnum()
                        ? constants(type).contains(given.asText())
                        : !given.asText().isEmpty());
    }

    private @Nullable JsonNode wrong(String path, String expected, JsonNode given) {
        errors.add(file + ": " + path + ": expected " + expected + ", was " + was(given));
        return null;
    }

    private ObjectNode part(Class<?> type) {
        return mapper.valueToTree(Objects.requireNonNull(PARTS.get(type), type.getName()));
    }

    private static @Nullable RecordComponent component(Class<?> type, String name) {
        for (RecordComponent c : type.getRecordComponents()) {
            if (c.getName().equals(name)) {
                return c;
            }
        }
        return null;
    }

    private static List<String> names(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    private static List<String> constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(c -> ((Enum<?>) c).name())
                .toList();
    }

    private static String was(JsonNode given) {
        if (given.isContainerNode()) {
            return given.isEmpty() ? "an empty list or map" : "a list or map";
        }
        return given.isNull() ? "nothing" : "'" + given.asText() + "'";
    }

    private static String kind(Class<?> type) {
        if (type == boolean.class) {
            return "true or false";
        }
        if (type == double.class) {
            return "a finite number";
        }
        if (type.isEnum()) {
            return constants(type).stream().collect(Collectors.joining(", ", "one of ", ""));
        }
        return type == String.class ? "a text" : "a whole number";
    }
}
