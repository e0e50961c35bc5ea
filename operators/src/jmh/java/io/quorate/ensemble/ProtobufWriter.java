package io.quorate.ensemble;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The little of protobuf's wire format that a model file needs. */
final class ProtobufWriter {
    private static final int VARINT = 0;
    private static final int BYTES = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    ProtobufWriter integer(int field, long value) {
        varint(out, (long) field << 3 | VARINT);
        varint(out, value);
        return this;
    }

    ProtobufWriter text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtobufWriter message(int field, ProtobufWriter value) {
        return bytes(field, value.toByteArray());
    }

    ProtobufWriter integers(int field, int[] values) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (int value : values) {
            varint(packed, value);
        }
        return bytes(field, packed.toByteArray());
    }

    ProtobufWriter floats(int field, float[] values) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (float value : values) {
            int bits = Float.floatToRawIntBits(value);
            for (int shift = 0; shift < 32; shift += 8) {
                packed.write(bits >>> shift);
            }
        }
        return bytes(field, packed.toByteArray());
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }

    private ProtobufWriter bytes(int field, byte[] value) {
        varint(out, (long) field << 3 | BYTES);
        varint(out, value.length);
        out.writeBytes(value);
        return this;
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
