package io.quorate.ensemble;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the part of UBJSON (Draft 12) that XGBoost writes, strictly.
 *
 * <p>Memory stays within a small multiple of the input: a typed array is allocated only after its bytes were seen to be
 * there, other containers grow by element. Not accepted: high-precision numbers, no-ops, typed objects, typed arrays of
 * anything but numbers, repeated keys, nesting over {@value #MAX_DEPTH}, trailing bytes.
 */
final class UbjsonReader {
    private static final int MAX_DEPTH = 32;

    private final ByteBuffer in;

    private UbjsonReader(byte[] bytes) {
        this.in = ByteBuffer.wrap(bytes);
    }

    /**
     * Parses one value.
     *
     * @throws IllegalArgumentException if the bytes are not what is described above
     */
    static Object read(byte[] bytes) {
        UbjsonReader reader = new UbjsonReader(bytes);
        try {
            Object value = reader.value(reader.marker(), 0);
            if (reader.in.hasRemaining()) {
                throw reader.bad("the end", reader.in.remaining() + " more bytes");
            }
            return value;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("expected more bytes, was the end at byte " + bytes.length, e);
        }
    }

    private Object value(char marker, int depth) {
        if (depth > MAX_DEPTH) {
            throw bad("at most " + MAX_DEPTH + " levels", "more");
        }
        return switch (marker) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case 'S' -> string();
            case 'T' -> true;
            case 'F' -> false;
            default -> number(marker);
        };
    }

    private Map<String, Object> object(int depth) {
        long count = -1;
        char next = marker();
        if (next == '#') {
            count = length(marker());
            next = count > 0 ? marker() : '}';
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        while (count < 0 ? next != '}' : fields.size() < count) {
            String key = text(length(next));
            if (fields.put(key, value(marker(), depth + 1)) != null) {
                throw bad("each key once", key + " twice");
            }
            if (count < 0 || fields.size() < count) {
                next = marker();
            }
        }
        return fields;
    }

    private Object array(int depth) {
        char next = marker();
        if (next == '$') {
            char type = marker();
            if (marker() != '#') {
                throw bad("a count after an element type", "none");
            }
            return numbers(type, length(marker()));
        }
        List<Object> items = new ArrayList<>();
        if (next == '#') {
            long count = length(marker());
            while (items.size() < count) {
                items.add(value(marker(), depth + 1));
            }
        } else {
            for (; next != ']'; next = marker()) {
                items.add(value(next, depth + 1));
            }
        }
        return numeric(items);
    }

    private static Object numeric(List<Object> items) {
        double[] numbers = new double[items.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!(items.get(i) instanceof Double number)) {
                return items;
            }
            numbers[i] = number;
        }
        return numbers;
    }

    private double[] numbers(char type, long count) {
        int width = width(type);
        if (count > in.remaining() / width) {
            throw bad(count + " numbers of " + width + " bytes", in.remaining() + " bytes");
        }
        double[] numbers = new double[(int) count];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(type);
        }
        return numbers;
    }

    private int width(char type) {
        return switch (type) {
            case 'i', 'U' -> 1;
            case 'I' -> 2;
            case 'l', 'd' -> 4;
            case 'L', 'D' -> 8;
            default -> throw bad("a number type", "'" + type + "'");
        };
    }

    private double number(char marker) {
        return switch (marker) {
            case 'd' -> in.getFloat();
            case 'D' -> in.getDouble();
            default -> integer(marker);
        };
    }

    private long integer(char marker) {
        return switch (marker) {
            case 'i' -> in.get();
            case 'U' -> in.get() & 0xff;
            case 'I' -> in.getShort();
            case 'l' -> in.getInt();
            case 'L' -> in.getLong();
            default -> throw bad("a value", "'" + marker + "'");
        };
    }

    private String string() {
        return text(length(marker()));
    }

    private String text(long length) {
        if (length > in.remaining()) {
            throw bad(length + " bytes of text", in.remaining() + " bytes");
        }
        byte[] bytes = new byte[(int) length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private long length(char marker) {
        long length = integer(marker);
        if (length < 0) {
            throw bad("a length", Long.toString(length));
        }
        return length;
    }

    private char marker() {
        return (char) (in.get() & 0xff);
    }

    private IllegalArgumentException bad(String expected, String was) {
        return new IllegalArgumentException("expected " + expected + ", was " + was + " at byte " + in.position());
    }
}
