package io.quorate.schema.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Strict reader of an output record: every field is taken once, with its JSON type, and none may be left over. A null
 * number is NaN. Every fault is a CodecException that names the field.
 */
final class RecordFields {

    private static final int VERSION = 1;

    private final String what;
    private final ObjectNode fields;

    private RecordFields(String what, ObjectNode fields) {
        this.what = what;
        this.fields = fields;
    }

    /** The fields of a record of this version, {@code v} taken. */
    static RecordFields parse(byte @Nullable [] value, String what) throws CodecException {
        JsonNode tree;
        try {
            tree = value == null ? null : StrictRecordJson.MAPPER.readTree(value);
        } catch (IOException | RuntimeException e) {
            throw new CodecException(what + ": expected well-formed JSON, was " + e.getMessage());
        }
        RecordFields fields = of(tree, what);
        long version = fields.whole("v");
        if (version != VERSION) {
            throw new CodecException(what + ".v: expected 1, was " + version);
        }
        return fields;
    }

    static RecordFields of(@Nullable JsonNode node, String what) throws CodecException {
        if (!(node instanceof ObjectNode object)) {
            throw new CodecException(
                    what + ": expected a JSON object, was " + (node == null ? "nothing" : node.getNodeType()));
        }
        return new RecordFields(what, object);
    }

    void type(String expected) throws CodecException {
        String type = text("type");
        if (!type.equals(expected)) {
            throw new CodecException(what + ".type: expected " + expected + ", was " + JsonText.quote(type));
        }
    }

    String text(String field) throws CodecException {
        JsonNode node = take(field);
        if (!node.isTextual()) {
            throw wrong(field, "text", node);
        }
        return node.textValue();
    }

    long whole(String field) throws CodecException {
        JsonNode node = take(field);
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw wrong(field, "a whole number", node);
        }
        return node.longValue();
    }

    int small(String field) throws CodecException {
        long value = whole(field);
        if (value != (int) value) {
            throw new CodecException(what + "." + field + ": expected a 32-bit number, was " + value);
        }
        return (int) value;
    }

    double number(String field) throws CodecException {
        return number(field, take(field));
    }

    boolean flag(String field) throws CodecException {
        JsonNode node = take(field);
        if (!node.isBoolean()) {
            throw wrong(field, "true or false", node);
        }
        return node.booleanValue();
    }

    <E extends Enum<E>> E constant(String field, Class<E> type) throws CodecException {
        String name = text(field);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw new CodecException(
                what + "." + field + ": expected a " + type.getSimpleName() + ", was " + JsonText.quote(name));
    }

    double[] numbers(String field) throws CodecException {
        JsonNode items = array(field);
        double[] values = new double[items.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(field, items.get(i));
        }
        return values;
    }

    String[] texts(String field) throws CodecException {
        JsonNode items = array(field);
        String[] values = new String[items.size()];
        for (int i = 0; i < values.length; i++) {
            JsonNode item = items.get(i);
            if (!item.isTextual()) {
                throw wrong(field, "texts", item);
            }
            values[i] = item.textValue();
        }
        return values;
    }

    JsonNode array(String field) throws CodecException {
        JsonNode node = take(field);
        if (!node.isArray()) {
            throw wrong(field, "an array", node);
        }
        return node;
    }

    /** The fields of an object; null when it is absent. */
    @Nullable
    RecordFields object(String field) throws CodecException {
        JsonNode node = fields.remove(field);
        return node == null ? null : of(node, what + "." + field);
    }

    /** The field as it stands, not taken; null when absent. */
    @Nullable
    JsonNode peek(String field) {
        return fields.get(field);
    }

    /** Throws when a field was not taken. */
    void end() throws CodecException {
        if (!fields.isEmpty()) {
            throw new CodecException(what + ": expected no further field, was "
                    + JsonText.quote(fields.fieldNames().next()));
        }
    }

    private JsonNode take(String field) throws CodecException {
        JsonNode node = fields.remove(field);
        if (node == null) {
            throw new CodecException(what + "." + field + ": expected a value, was absent");
        }
        return node;
    }

    private double number(String field, JsonNode node) throws CodecException {
        if (node.isNull()) {
            return Double.NaN;
        }
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
            throw wrong(field, "a finite number or null", node);
        }
        return node.doubleValue();
    }

    private CodecException wrong(String field, String expected, JsonNode node) {
        return new CodecException(what + "." + field + ": expected " + expected + ", was " + node.getNodeType());
    }
}
