package io.quorate.edge;

import io.quorate.schema.decision.LedgerEntry;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Ledger records on their way to the exactly-once sink. */
public final class LedgerEntrySerializer extends EdgeSerializer<LedgerEntry> {

    /** Type of the stream. */
    public static final TypeInformation<LedgerEntry> TYPE =
            new EdgeTypeInfo<>(LedgerEntry.class, LedgerEntrySerializer::new);

    private static final long serialVersionUID = 1L;

    @Override
    public TypeSerializer<LedgerEntry> duplicate() {
        return new LedgerEntrySerializer();
    }

    @Override
    public void serialize(LedgerEntry entry, DataOutputView out) throws IOException {
        writeName(entry.portfolio(), out);
        out.writeLong(entry.tsMs());
        out.writeLong(entry.index());
        writeText(entry.hash(), out);
        out.writeInt(entry.value().length);
        out.write(entry.value());
    }

    @Override
    protected LedgerEntry read(DataInputView in) throws IOException {
        String portfolio = readName(in);
        long tsMs = in.readLong();
        long index = in.readLong();
        String hash = readText(in);
        byte[] value = new byte[in.readInt()];
        in.readFully(value);
        return new LedgerEntry(portfolio, tsMs, index, hash, value);
    }

    @Override
    public TypeSerializerSnapshot<LedgerEntry> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Found by name when a stream of this type is part of a snapshot. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<LedgerEntry> {
        public Snapshot() {
            super(LedgerEntrySerializer::new);
        }
    }
}
