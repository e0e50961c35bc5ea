package io.quorate.simulate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Doubles in no order that matters. */
final class ValueList {

    private static final int FEWEST = 1_024;

    private double[] values = {};
    private int size;

    void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.max(FEWEST, size + (size >> 1)));
        }
        values[size++] = value;
    }

    void add(ValueList other) {
        values = Arrays.copyOf(values, size + other.size);
        System.arraycopy(other.values, 0, values, size, other.size);
        size += other.size;
    }

    double[] copy() {
        return Arrays.copyOf(values, size);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeDouble(values[i]);
        }
    }

    void read(DataInput in) throws IOException {
        size = in.readInt();
        values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = in.readDouble();
        }
    }
}
