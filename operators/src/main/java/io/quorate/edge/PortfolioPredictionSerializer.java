package io.quorate.edge;

import io.quorate.schema.codec.CodecException;
import io.quorate.schema.codec.ControlCodec;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.model.LabelSpec;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.model.PredictionStatus;
import io.quorate.schema.model.Target;
import io.quorate.schema.routing.PortfolioPrediction;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Predictions on their way to a portfolio, features included. */
public final class PortfolioPredictionSerializer extends EdgeSerializer<PortfolioPrediction> {

    /** Type of the stream. */
    public static final TypeInformation<PortfolioPrediction> TYPE =
            new EdgeTypeInfo<>(PortfolioPrediction.class, PortfolioPredictionSerializer::new);

    private static final long serialVersionUID = 1L;

    private final FeatureVectorSerializer features = new FeatureVectorSerializer();
    private transient @Nullable LabelSpec lastLabel;

    @Override
    public TypeSerializer<PortfolioPrediction> duplicate() {
        return new PortfolioPredictionSerializer();
    }

    @Override
    public void serialize(PortfolioPrediction record, DataOutputView out) throws IOException {
        writeName(record.portfolio(), out);
        Prediction p = record.prediction();
        out.writeBoolean(p != null);
        if (p == null) {
            writeExecution(Objects.requireNonNull(record.execution(), "execution"), out);
            return;
        }
        features.serialize(p.features(), out);
        writeName(p.status().name(), out);
        writeLabel(p.label(), out);
        out.writeLong(p.ensembleVersion());
        out.writeLong(p.weightsVersion());
        writeNames(p.memberNames(), out);
        writeDoubles(p.memberProbabilities(), out);
        writeDoubles(p.memberWeights(), out);
        out.writeDouble(p.probability());
        out.writeDouble(p.confidence());
        out.writeDouble(p.spread());
        writeNames(p.subscribers(), out);
        out.writeInt(p.regimeState());
        out.writeDouble(p.regimeProbability());
        out.writeLong(p.regimeSamples());
    }

    @Override
    protected PortfolioPrediction read(DataInputView in) throws IOException {
        String portfolio = readName(in);
        if (!in.readBoolean()) {
            return new PortfolioPrediction(portfolio, null, readExecution(in));
        }
        return new PortfolioPrediction(
                portfolio,
                new Prediction(
                        features.read(in),
                        PredictionStatus.valueOf(readName(in)),
                        readLabel(in),
                        in.readLong(),
                        in.readLong(),
                        readNames(in),
                        readDoubles(in),
                        readDoubles(in),
                        in.readDouble(),
                        in.readDouble(),
                        in.readDouble(),
                        readNames(in),
                        in.readInt(),
                        in.readDouble(),
                        in.readLong()));
    }

    /** As in the control log: executions are few. */
    private static void writeExecution(ControlRecord execution, DataOutputView out) throws IOException {
        byte[] json = ControlCodec.encode(execution);
        out.writeInt(json.length);
        out.write(json);
    }

    private static ControlRecord readExecution(DataInputView in) throws IOException {
        byte[] json = new byte[in.readInt()];
        in.readFully(json);
        try {
            return ControlCodec.decodeRecord(json);
        } catch (CodecException e) {
            throw new IOException("expected the execution that was sent, was " + e.getMessage(), e);
        }
    }

    private void writeLabel(LabelSpec label, DataOutputView out) throws IOException {
        writeName(label.target().name(), out);
        out.writeInt(label.horizonSamples());
        out.writeDouble(label.upperSigmas());
        out.writeDouble(label.lowerSigmas());
        out.writeDouble(label.moveThreshold());
    }

    /** The label of the prediction before, when it is equal: one ensemble has one. */
    private LabelSpec readLabel(DataInputView in) throws IOException {
        LabelSpec label = new LabelSpec(
                Target.valueOf(readName(in)), in.readInt(), in.readDouble(), in.readDouble(), in.readDouble());
        LabelSpec last = lastLabel;
        if (last != null && last.equals(label)) {
            return last;
        }
        lastLabel = label;
        return label;
    }

    @Override
    public TypeSerializerSnapshot<PortfolioPrediction> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Found by name when a stream of this type is part of a snapshot. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<PortfolioPrediction> {
        public Snapshot() {
            super(PortfolioPredictionSerializer::new);
        }
    }
}
