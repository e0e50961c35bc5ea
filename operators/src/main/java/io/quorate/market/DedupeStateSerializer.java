package io.quorate.market;

import io.quorate.schema.state.DedupeState;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes the identities a symbol remembers, 24 bytes each by whole pieces: at thousands of records a second this state is
 * most of a checkpoint.
 *
 * <p>State written by Flink's serializer of the class, before this one existed, is read by that one and written anew.
 */
public final class DedupeStateSerializer extends TypeSerializer<DedupeState> {

    private static final long serialVersionUID = 1L;

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
        DedupeState to = DedupePieces.copy(from);
        // Flink copies what a checkpoint is reading, to go on with the copy: the index goes with it
        to.slots = from.slots;
        from.slots = new int[0];
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
        DedupeState current = DedupePieces.current(state);
        out.writeLong(current.nextSweepMs);
        out.writeInt(current.size);
        int left = current.size;
        for (byte[] piece : current.pieces) {
            out.write(piece, 0, Math.min(left, DedupePieces.FULL) * DedupePieces.BYTES);
            left -= DedupePieces.FULL;
        }
    }

    @Override
    public DedupeState deserialize(DataInputView in) throws IOException {
        long nextSweepMs = in.readLong();
        DedupeState read = new DedupeState();
        read.size = in.readInt();
        for (int left = read.size; left > 0; left -= DedupePieces.FULL) {
            int count = Math.min(left, DedupePieces.FULL);
            byte[] piece = DedupePieces.piece(count);
            in.readFully(piece, 0, count * DedupePieces.BYTES);
            read.pieces.add(piece);
        }
        DedupeState state = DedupePieces.inOrder(read);
        state.nextSweepMs = nextSweepMs;
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
