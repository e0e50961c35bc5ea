package io.quorate.edge;

import io.quorate.schema.feature.VolatilityRegime;
import io.quorate.schema.model.Credit;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Credits on their way to the scorecard. */
public final class CreditSerializer extends EdgeSerializer<Credit> {

    /** Type of the stream. */
    public static final TypeInformation<Credit> TYPE = new EdgeTypeInfo<>(Credit.class, CreditSerializer::new);

    private static final long serialVersionUID = 1L;

    @Override
    public TypeSerializer<Credit> duplicate() {
        return new CreditSerializer();
    }

    @Override
    public void serialize(Credit credit, DataOutputView out) throws IOException {
        writeName(credit.symbol(), out);
        out.writeLong(credit.seq());
        out.writeLong(credit.predictedTsMs());
        out.writeLong(credit.knownTsMs());
        out.writeLong(credit.ensembleVersion());
        out.writeInt(credit.label());
        writeDoubles(credit.memberProbabilities(), out);
        writeDoubles(credit.memberWeights(), out);
        writeName(credit.regime().name(), out);
    }

    @Override
    protected Credit read(DataInputView in) throws IOException {
        return new Credit(
                readName(in),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                readDoubles(in),
                readDoubles(in),
                VolatilityRegime.valueOf(readName(in)));
    }

    @Override
    public TypeSerializerSnapshot<Credit> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Found by name when a stream of this type is part of a snapshot. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Credit> {
        public Snapshot() {
            super(CreditSerializer::new);
        }
    }
}
