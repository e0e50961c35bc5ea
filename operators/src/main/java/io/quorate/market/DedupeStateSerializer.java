package io.quorate.market;

import io.quorate.schema.state.DedupeState;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes the identities a symbol remembers and not the free slots of their table, 24 bytes each in large pieces: at
 * thousands of records a second this state is most of a checkpoint.
 *
 * <p>State written by Flink's serializer of the class, before this one existed, is read by that one and written anew.
 */
public final class DedupeStateSerializer extends TypeSerializer<DedupeState> {

    private static final long serialVersionUID = 1L;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int ENTRY_BYTES = 3 * Long.BYTES;
    private static final int ENTRIES_AT_ONCE = 340;

    @SuppressWarnings("NullAway.Init")
    private transient byte[] scratch;

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public TypeSerializer<DedupeState> duplicate() {
        return new DedupeStateSerializer();
    }

    @Override
    public DedupeState createInstance() {
        return new DedupeState();
    }

    @Override
    public DedupeState copy(DedupeState from) {
        DedupeState to = new DedupeState();
        to.fingerprints = from.fingerprints.clone();
        to.tsMs = from.tsMs.clone();
        to.size = from.size;
        to.nextSweepMs = from.nextSweepMs;
        return to;
    }

    @Override
    public DedupeState copy(DedupeState from, DedupeState reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(DedupeState state, DataOutputView out) throws IOException {
        out.writeLong(state.nextSweepMs);
        out.writeInt(state.size);
        byte[] bytes = scratch();
        int used = 0;
        for (int slot = 0; slot < state.tsMs.length; slot++) {
            if (state.tsMs[slot] == DedupeWindow.FREE) {
                continue;
            }
            LONGS.set(bytes, used, state.fingerprints[2 * slot]);
            LONGS.set(bytes, used + Long.BYTES, state.fingerprints[2 * slot + 1]);
            LONGS.set(bytes, used + 2 * Long.BYTES, state.tsMs[slot]);
            used += ENTRY_BYTES;
            if (used == bytes.length) {
                out.write(bytes, 0, used);
                used = 0;
            }
        }
        out.write(bytes, 0, used);
    }

    @Override
    public DedupeState deserialize(DataInputView in) throws IOException {
        long nextSweepMs = in.readLong();
        int size = in.readInt();
        DedupeState state = DedupeWindow.tableFor(size);
        state.nextSweepMs = nextSweepMs;
        byte[] bytes = scratch();
        for (int left = size; left > 0; ) {
            int count = Math.min(left, ENTRIES_AT_ONCE);
            in.readFully(bytes, 0, count * ENTRY_BYTES);
            for (int at = 0; at < count * ENTRY_BYTES; at += ENTRY_BYTES) {
                DedupeWindow.put(state, (long) LONGS.get(bytes, at), (long) LONGS.get(bytes, at + Long.BYTES), (long)
                        LONGS.get(bytes, at + 2 * Long.BYTES));
            }
            left -= count;
        }
        return state;
    }

    @Override
    public DedupeState deserialize(DedupeState reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        serialize(deserialize(in), out);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof DedupeStateSerializer;
    }

    @Override
    public int hashCode() {
        return DedupeStateSerializer.class.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<DedupeState> snapshotConfiguration() {
        return new Snapshot();
    }

    private byte[] scratch() {
        if (scratch == null) {
            scratch = new byte[ENTRIES_AT_ONCE * ENTRY_BYTES];
        }
        return scratch;
    }

    /** Found by name in savepoints. */
    public static final class Snapshot implements TypeSerializerSnapshot<DedupeState> {

        private static final int VERSION = 1;

        @Override
        public int getCurrentVersion() {
            return VERSION;
        }

        @Override
        public void writeSnapshot(DataOutputView out) {
            // the version says everything
        }

        @Override
        public void readSnapshot(int version, DataInputView in, ClassLoader classLoader) throws IOException {
            if (version != VERSION) {
                throw new IOException("expected remembered identities of version " + VERSION + ", was " + version);
            }
        }

        @Override
        public TypeSerializer<DedupeState> restoreSerializer() {
            return new DedupeStateSerializer();
        }

        @Override
        public TypeSerializerSchemaCompatibility<DedupeState> resolveSchemaCompatibility(
                TypeSerializerSnapshot<DedupeState> old) {
            if (old instanceof Snapshot) {
                return TypeSerializerSchemaCompatibility.compatibleAsIs();
            }
            return old instanceof PojoSerializerSnapshot
                    ? TypeSerializerSchemaCompatibility.compatibleAfterMigration()
                    : TypeSerializerSchemaCompatibility.incompatible();
        }
    }
}
