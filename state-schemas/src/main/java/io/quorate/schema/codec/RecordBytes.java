package io.quorate.schema.codec;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Writes one output record as JSON bytes: {@code "v":1}, its type, then the fields of the body in the order it writes
 * them. Undefined numbers (NaN, infinite) become null.
 *
 * <p>Gives the bytes of Jackson's generator without its detour over characters: a decision is mostly numbers and short
 * names, and is encoded twice for each record of the market. Doubles are written by {@link ShortestDecimal}, and text
 * that needs escapes or more than ASCII is handed to Jackson. One instance a thread, its buffer used again.
 */
final class RecordBytes {

    private static final ThreadLocal<RecordBytes> OWN = ThreadLocal.withInitial(RecordBytes::new);
    private static final int FIRST_BYTES = 4_096;
    private static final int MOST_KEPT_BYTES = 1 << 20;
    private static final int LONGEST_LONG = 20;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int size;
    private boolean separate;

    private RecordBytes() {}

    /** Writes the fields of a record. */
    @FunctionalInterface
    interface Body {
        void write(RecordBytes json);
    }

    /** Reads what was written so far and may write more. */
    @FunctionalInterface
    interface Seal {
        void close(RecordBytes json, byte[] bytes, int size);
    }

    /** The bytes of a record. */
    static byte[] encode(String type, Body body) {
        return encode(type, body, (json, bytes, size) -> {});
    }

    /** The bytes of a record whose last fields depend on the bytes before them. */
    static byte[] encode(String type, Body body, Seal seal) {
        RecordBytes json = OWN.get();
        json.size = 0;
        json.beginObject();
        json.number("v", 1);
        json.plain("type", type);
        body.write(json);
        seal.close(json, json.bytes, json.size);
        json.endObject();
        byte[] record = Arrays.copyOf(json.bytes, json.size);
        if (json.bytes.length > MOST_KEPT_BYTES) {
            json.bytes = new byte[FIRST_BYTES];
        }
        return record;
    }

    /** Text known to be printable ASCII without quotes and backslashes: hexadecimal digits, names of types. */
    void plain(String field, String value) {
        name(field);
        quoted(value);
    }

    void constant(String field, Enum<?> value) {
        plain(field, value.name());
    }

    void text(String field, String value) {
        name(field);
        string(value);
    }

    void number(String field, long value) {
        name(field);
        digits(value);
    }

    void number(String field, double value) {
        name(field);
        decimal(value);
    }

    void flag(String field, boolean value) {
        name(field);
        ascii(value ? "true" : "false");
    }

    void numbers(String field, double[] values) {
        beginArray(field);
        for (double value : values) {
            separate();
            decimal(value);
        }
        endArray();
    }

    void integers(String field, long[] values) {
        beginArray(field);
        for (long value : values) {
            separate();
            digits(value);
        }
        endArray();
    }

    void texts(String field, String[] values) {
        beginArray(field);
        for (String value : values) {
            separate();
            string(value);
        }
        endArray();
    }

    void beginArray(String field) {
        name(field);
        put('[');
        separate = false;
    }

    void endArray() {
        put(']');
        separate = true;
    }

    /** Begins the record or the next element of an array. */
    void beginObject() {
        if (size > 0) {
            separate();
        }
        put('{');
        separate = false;
    }

    /** Begins an object that is the value of a field. */
    void beginObject(String field) {
        name(field);
        put('{');
        separate = false;
    }

    void endObject() {
        put('}');
        separate = true;
    }

    /** One check of the room for all of it: a decision has some forty names. */
    @SuppressWarnings("deprecation")
    private void name(String field) {
        int length = field.length();
        reserve(length + 4);
        byte[] to = bytes;
        int at = size;
        if (separate) {
            to[at++] = ',';
        }
        separate = true;
        to[at++] = '"';
        field.getBytes(0, length, to, at);
        at += length;
        to[at++] = '"';
        to[at++] = ':';
        size = at;
    }

    private void separate() {
        if (separate) {
            put(',');
        }
        separate = true;
    }

    private void string(String value) {
        if (isPlain(value)) {
            quoted(value);
        } else {
            escaped(value);
        }
    }

    private void quoted(String plain) {
        reserve(plain.length() + 2);
        bytes[size++] = '"';
        ascii(plain);
        bytes[size++] = '"';
    }

    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private void escaped(String value) {
        try (ByteArrayBuilder out = new ByteArrayBuilder()) {
            try (JsonGenerator json = JsonText.FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
                json.writeString(value);
            }
            byte[] quoted = out.toByteArray();
            reserve(quoted.length);
            System.arraycopy(quoted, 0, bytes, size, quoted.length);
            size += quoted.length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void decimal(double value) {
        if (Double.isFinite(value)) {
            reserve(ShortestDecimal.MOST_BYTES);
            size = ShortestDecimal.write(value, bytes, size);
        } else {
            ascii("null");
        }
    }

    private void digits(long value) {
        if (value == Long.MIN_VALUE) {
            ascii("-9223372036854775808");
            return;
        }
        reserve(LONGEST_LONG);
        long rest = Math.abs(value);
        if (value < 0) {
            bytes[size++] = '-';
        }
        int from = size;
        do {
            bytes[size++] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        for (int left = from, right = size - 1; left < right; left++, right--) {
            byte digit = bytes[left];
            bytes[left] = bytes[right];
            bytes[right] = digit;
        }
    }

    /** The method copies the low bytes of the characters, which is what ASCII needs and nothing else is given to it. */
    @SuppressWarnings("deprecation")
    private void ascii(String value) {
        int length = value.length();
        reserve(length);
        value.getBytes(0, length, bytes, size);
        size += length;
    }

    private void put(char c) {
        reserve(1);
        bytes[size++] = (byte) c;
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
