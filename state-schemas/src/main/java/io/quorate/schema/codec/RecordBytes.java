package io.quorate.schema.codec;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Streams one output record to JSON bytes: {@code "v":1}, its type, then the fields of the body in the order it writes
 * them. Undefined numbers (NaN, infinite) become null. Jackson keeps its work buffers per thread.
 */
final class RecordBytes {

    private RecordBytes() {}

    /** Writes the fields of a record. */
    @FunctionalInterface
    interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    static byte[] encode(int expectedBytes, String type, Body body) {
        try (ByteArrayBuilder out = new ByteArrayBuilder(expectedBytes)) {
            try (JsonGenerator json = JsonText.FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
                json.writeStartObject();
                json.writeNumberField("v", 1);
                json.writeStringField("type", type);
                body.write(json);
                json.writeEndObject();
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void number(JsonGenerator json, String field, double value) throws IOException {
        json.writeFieldName(field);
        number(json, value);
    }

    private static void number(JsonGenerator json, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }

    static void numbers(JsonGenerator json, String field, double[] values) throws IOException {
        json.writeArrayFieldStart(field);
        for (double value : values) {
            number(json, value);
        }
        json.writeEndArray();
    }

    static void texts(JsonGenerator json, String field, String[] values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
