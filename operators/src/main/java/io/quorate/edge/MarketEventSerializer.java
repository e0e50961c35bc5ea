package io.quorate.edge;

import io.quorate.schema.market.EventKind;
import io.quorate.schema.market.MarketEvent;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Market records from the gate to their symbol: a trade without the numbers of a bar. */
public final class MarketEventSerializer extends EdgeSerializer<MarketEvent> {

    /** Type of the stream. */
    public static final TypeInformation<MarketEvent> TYPE =
            new EdgeTypeInfo<>(MarketEvent.class, MarketEventSerializer::new);

    private static final long serialVersionUID = 1L;

    @Override
    public TypeSerializer<MarketEvent> duplicate() {
        return new MarketEventSerializer();
    }

    @Override
    public void serialize(MarketEvent event, DataOutputView out) throws IOException {
        writeName(event.kind().name(), out);
        writeName(event.venue(), out);
        writeName(event.symbol(), out);
        out.writeLong(event.tsMs());
        writeText(event.id(), out);
        out.writeInt(event.partition());
        out.writeLong(event.offset());
        out.writeDouble(event.price());
        out.writeDouble(event.size());
        if (event.kind() == EventKind.BAR) {
            out.writeLong(event.intervalMs());
            out.writeDouble(event.open());
            out.writeDouble(event.high());
            out.writeDouble(event.low());
            out.writeDouble(event.close());
            out.writeDouble(event.volume());
        }
    }

    @Override
    protected MarketEvent read(DataInputView in) throws IOException {
        EventKind kind = EventKind.valueOf(readName(in));
        String venue = readName(in);
        String symbol = readName(in);
        long tsMs = in.readLong();
        String id = readText(in);
        int partition = in.readInt();
        long offset = in.readLong();
        double price = in.readDouble();
        double size = in.readDouble();
        boolean bar = kind == EventKind.BAR;
        return new MarketEvent(
                kind,
                venue,
                symbol,
                tsMs,
                id,
                price,
                size,
                bar ? in.readLong() : 0,
                bar ? in.readDouble() : 0,
                bar ? in.readDouble() : 0,
                bar ? in.readDouble() : 0,
                bar ? in.readDouble() : 0,
                bar ? in.readDouble() : 0,
                partition,
                offset);
    }

    @Override
    public TypeSerializerSnapshot<MarketEvent> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Found by name when a stream of this type is part of a snapshot. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<MarketEvent> {
        public Snapshot() {
            super(MarketEventSerializer::new);
        }
    }
}
