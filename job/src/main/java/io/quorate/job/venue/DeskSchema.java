package io.quorate.job.venue;

import io.quorate.execution.OrderEnds;
import io.quorate.schema.codec.CodecException;
import io.quorate.schema.codec.ControlCodec;
import io.quorate.schema.codec.DecisionCodec;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.ControlRequest;
import io.quorate.schema.decision.LeanDecision;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.execution.DeskInput;
import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Decodes what the order desk hears; what does not concern it is left out. */
final class DeskSchema implements KafkaRecordDeserializationSchema<DeskInput> {

    private static final long serialVersionUID = 1L;

    private final Decoder decoder;

    /** Turns one record into an input, or null. */
    @FunctionalInterface
    interface Decoder extends Serializable {
        @Nullable
        DeskInput decode(ConsumerRecord<byte[], byte[]> record) throws CodecException;
    }

    private DeskSchema(Decoder decoder) {
        this.decoder = decoder;
    }

    static DeskSchema decisions() {
        return new DeskSchema(record -> {
            LeanDecision d = DecisionCodec.decode(record.value());
            boolean concerns = d.outcome() != Outcome.RISK_REJECTED
                    && (d.outcome() != Outcome.NO_ACTION || OrderEnds.isCancellation(d.reason()));
            return concerns ? DeskInput.decision(d, record.timestamp()) : null;
        });
    }

    static DeskSchema requests() {
        return new DeskSchema(DeskSchema::request);
    }

    static DeskSchema control() {
        return new DeskSchema(DeskSchema::control);
    }

    /** A KILL request; one that cannot be read is the sequencer's to refuse. */
    static @Nullable DeskInput request(ConsumerRecord<byte[], byte[]> record) {
        try {
            ControlRequest r = ControlCodec.decodeRequest(record.value());
            return r.kind() == ControlKind.KILL ? DeskInput.kill(r.scope(), record.offset()) : null;
        } catch (CodecException e) {
            return null;
        }
    }

    /** A KILL or RESUME that the sequencer granted. */
    static @Nullable DeskInput control(ConsumerRecord<byte[], byte[]> record) throws CodecException {
        ControlRecord r = ControlCodec.decodeRecord(record.value());
        return switch (r.kind()) {
            case KILL -> DeskInput.kill(r.scope(), r.requestOffset());
            case RESUME -> DeskInput.resume(r.scope(), r.requestOffset());
            default -> null;
        };
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<DeskInput> out) {
        try {
            DeskInput in = decoder.decode(record);
            if (in != null) {
                out.collect(in);
            }
        } catch (CodecException e) {
            throw new IllegalStateException(
                    "expected a record of ours at " + record.topic() + " partition " + record.partition() + " offset "
                            + record.offset() + ", was " + e.getMessage(),
                    e);
        }
    }

    @Override
    public TypeInformation<DeskInput> getProducedType() {
        return TypeInformation.of(DeskInput.class);
    }
}
