package io.quorate.edge;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes a record that nobody changes between two tasks of one job, in the least work: fields in order, no flags, names
 * from a table, numbers in one piece.
 *
 * <p>Both ends are the same build, so the form has no version. It is for streams only, never for state: state keeps
 * Flink's own serializers, whose form is held by golden savepoints. Copies are the record itself. One instance a thread.
 */
public abstract class EdgeSerializer<T> extends TypeSerializer<T> {

    private static final long serialVersionUID = 1L;

    private static final VarHandle DOUBLES =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int FIRST_BYTES = 2_048;
    private static final int LONGEST_SHORT = 255;

    @SuppressWarnings("NullAway.Init")
    private transient Names names;

    @SuppressWarnings("NullAway.Init")
    private transient byte[] scratch;

    /** A record of this stream out of the bytes its {@link #serialize} wrote. */
    protected abstract T read(DataInputView in) throws IOException;

    @Override
    public final T deserialize(DataInputView in) throws IOException {
        return read(in);
    }

    @Override
    public final T deserialize(T reuse, DataInputView in) throws IOException {
        return read(in);
    }

    @Override
    public final void copy(DataInputView in, DataOutputView out) throws IOException {
        serialize(read(in), out);
    }

    @Override
    public final T copy(T from) {
        return from;
    }

    @Override
    public final T copy(T from, T reuse) {
        return from;
    }

    @Override
    public final boolean isImmutableType() {
        return true;
    }

    /** Records here are made whole or not at all. */
    @Override
    public final T createInstance() {
        throw new UnsupportedOperationException("expected no empty record to be asked for, was " + getClass());
    }

    @Override
    public final int getLength() {
        return -1;
    }

    @Override
    public final boolean equals(Object o) {
        return o instanceof EdgeSerializer<?> other && getClass().equals(other.getClass());
    }

    @Override
    public final int hashCode() {
        return getClass().hashCode();
    }

    /** Writes text that comes again. */
    protected final void writeName(String text, DataOutputView out) throws IOException {
        writeBytes(names().bytes(text), out);
    }

    protected final String readName(DataInputView in) throws IOException {
        int length = readLength(in);
        byte[] bytes = scratch(length);
        in.readFully(bytes, 0, length);
        return names().text(bytes, length);
    }

    /** Writes text that does not come again. */
    protected final void writeText(String text, DataOutputView out) throws IOException {
        writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
    }

    protected final String readText(DataInputView in) throws IOException {
        int length = readLength(in);
        byte[] bytes = scratch(length);
        in.readFully(bytes, 0, length);
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    protected final void writeNames(String[] texts, DataOutputView out) throws IOException {
        writeLength(texts.length, out);
        for (String text : texts) {
            writeName(text, out);
        }
    }

    protected final String[] readNames(DataInputView in) throws IOException {
        String[] texts = new String[readLength(in)];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = readName(in);
        }
        return texts;
    }

    protected final void writeDoubles(double[] values, DataOutputView out) throws IOException {
        writeLength(values.length, out);
        int size = values.length * Double.BYTES;
        byte[] bytes = scratch(size);
        for (int i = 0; i < values.length; i++) {
            DOUBLES.set(bytes, i * Double.BYTES, values[i]);
        }
        out.write(bytes, 0, size);
    }

    protected final double[] readDoubles(DataInputView in) throws IOException {
        double[] values = new double[readLength(in)];
        int size = values.length * Double.BYTES;
        byte[] bytes = scratch(size);
        in.readFully(bytes, 0, size);
        for (int i = 0; i < values.length; i++) {
            values[i] = (double) DOUBLES.get(bytes, i * Double.BYTES);
        }
        return values;
    }

    private static void writeLength(int length, DataOutputView out) throws IOException {
        if (length < LONGEST_SHORT) {
            out.writeByte(length);
        } else {
            out.writeByte(LONGEST_SHORT);
            out.writeInt(length);
        }
    }

    private static int readLength(DataInputView in) throws IOException {
        int length = in.readUnsignedByte();
        return length < LONGEST_SHORT ? length : in.readInt();
    }

    private static void writeBytes(byte[] bytes, DataOutputView out) throws IOException {
        writeLength(bytes.length, out);
        out.write(bytes, 0, bytes.length);
    }

    private Names names() {
        if (names == null) {
            names = new Names();
        }
        return names;
    }

    private byte[] scratch(int size) {
        if (scratch == null || scratch.length < size) {
            scratch = new byte[Math.max(FIRST_BYTES, size)];
        }
        return scratch;
    }
}
