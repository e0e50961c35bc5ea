package io.quorate.edge;

import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.feature.VolatilityRegime;
import io.quorate.schema.market.Sample;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Feature vectors on their way to be scored. */
public final class FeatureVectorSerializer extends EdgeSerializer<FeatureVector> {

    /** Type of the stream. */
    public static final TypeInformation<FeatureVector> TYPE =
            new EdgeTypeInfo<>(FeatureVector.class, FeatureVectorSerializer::new);

    private static final long serialVersionUID = 1L;

    @Override
    public TypeSerializer<FeatureVector> duplicate() {
        return new FeatureVectorSerializer();
    }

    @Override
    public void serialize(FeatureVector features, DataOutputView out) throws IOException {
        Sample sample = features.sample();
        writeName(sample.symbol(), out);
        out.writeLong(sample.tsMs());
        out.writeDouble(sample.open());
        out.writeDouble(sample.high());
        out.writeDouble(sample.low());
        out.writeDouble(sample.close());
        out.writeDouble(sample.volume());
        out.writeLong(sample.trades());
        out.writeDouble(sample.vwap());
        out.writeLong(sample.intervalMs());
        out.writeLong(features.seq());
        writeName(features.layoutId(), out);
        writeDoubles(features.values(), out);
        writeName(features.regime().name(), out);
        out.writeDouble(features.atrFraction());
    }

    @Override
    protected FeatureVector read(DataInputView in) throws IOException {
        Sample sample = new Sample(
                readName(in),
                in.readLong(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readLong(),
                in.readDouble(),
                in.readLong());
        return new FeatureVector(
                sample,
                in.readLong(),
                readName(in),
                readDoubles(in),
                VolatilityRegime.valueOf(readName(in)),
                in.readDouble());
    }

    @Override
    public TypeSerializerSnapshot<FeatureVector> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Found by name when a stream of this type is part of a snapshot. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<FeatureVector> {
        public Snapshot() {
            super(FeatureVectorSerializer::new);
        }
    }
}
