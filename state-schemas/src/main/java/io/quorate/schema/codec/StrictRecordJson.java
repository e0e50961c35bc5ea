package io.quorate.schema.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * JSON of one record type: {@code "v":1} first, then the components in declared order, null ones omitted.
 *
 * <p>Reading refuses another version, unknown, repeated or missing fields, explicit nulls, numbers that are not finite
 * and every conversion between JSON types. For the low-rate topics; market records have their own codec. Thread-safe.
 *
 * @param <T> the record
 */
final class StrictRecordJson<T extends Record> {

    private static final String VERSION = "v";

    static final JsonMapper MAPPER = mapper();

    private final Class<T> type;

    StrictRecordJson(Class<T> type) {
        this.type = type;
    }

    byte[] encode(T value) {
        ByteArrayBuilder out = new ByteArrayBuilder(512);
        try (JsonGenerator json = MAPPER.createGenerator(out, JsonEncoding.UTF8)) {
            ObjectNode fields = MAPPER.valueToTree(value);
            requireFiniteAndSet(fields, type.getSimpleName());
            json.writeStartObject();
            json.writeNumberField(VERSION, 1);
            for (var field : fields.properties()) {
                json.writeFieldName(field.getKey());
                MAPPER.writeTree(json, field.getValue());
            }
            json.writeEndObject();
        } catch (CodecException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    T decode(byte @Nullable [] value) throws CodecException {
        ObjectNode fields = parse(value, type.getSimpleName());
        try {
            T decoded = MAPPER.treeToValue(fields, type);
            // Jackson reads the string "NaN" as a number whatever the coercion settings say
            requireFiniteAndSet(MAPPER.valueToTree(decoded), type.getSimpleName());
            return decoded;
        } catch (JsonProcessingException | RuntimeException e) {
            throw new CodecException(type.getSimpleName() + ": " + message(e));
        }
    }

    /** The fields of a version 1 object, the version itself removed. */
    static ObjectNode parse(byte @Nullable [] value, String what) throws CodecException {
        JsonNode tree;
        try {
            tree = value == null ? null : MAPPER.readTree(value);
        } catch (IOException | RuntimeException e) {
            throw new CodecException(what + ": expected well-formed JSON, was " + message(e));
        }
        if (!(tree instanceof ObjectNode fields)) {
            throw new CodecException(
                    what + ": expected a JSON object, was " + (tree == null ? "nothing" : tree.getNodeType()));
        }
        JsonNode version = fields.remove(VERSION);
        if (version == null || !version.isIntegralNumber() || !version.canConvertToInt() || version.intValue() != 1) {
            throw new CodecException(what + ".v: expected 1, was " + (version == null ? "absent" : version));
        }
        requireFiniteAndSet(fields, what);
        return fields;
    }

    private static void requireFiniteAndSet(JsonNode node, String path) throws CodecException {
        if (node.isNull()) {
            throw new CodecException(path + ": expected a value or no field, was null");
        }
        if (node.isNumber() && !Double.isFinite(node.doubleValue())) {
            throw new CodecException(path + ": expected a finite number, was " + node);
        }
        if (node.isArray()) {
            for (JsonNode item : node) {
                requireFiniteAndSet(item, path + "[]");
            }
        }
        for (var field : node.properties()) {
            requireFiniteAndSet(field.getValue(), path + "." + field.getKey());
        }
    }

    private static String message(Exception e) {
        if (!(e instanceof JsonProcessingException json)) {
            return String.valueOf(e.getMessage());
        }
        JsonLocation at = json.getLocation();
        return json.getOriginalMessage() + (at == null ? "" : " at byte " + at.getByteOffset());
    }

    private static JsonMapper mapper() {
        return JsonMapper.builder(JsonText.FACTORY.copy())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .withCoercionConfig(LogicalType.Textual, c -> {
                    for (CoercionInputShape shape : CoercionInputShape.values()) {
                        c.setCoercion(shape, CoercionAction.Fail);
                    }
                })
                .annotationIntrospector(new NullableAwareIntrospector())
                .build();
    }
}
