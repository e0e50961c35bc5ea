package io.quorate.job.kafka;

import io.quorate.schema.codec.CodecException;
import io.quorate.schema.codec.ControlCodec;
import io.quorate.schema.codec.VenueReportCodec;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.SequencerInput;
import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes the control topics. */
final class ControlSchema<T> implements KafkaRecordDeserializationSchema<T> {

    private static final Logger LOG = LoggerFactory.getLogger(ControlSchema.class);
    private static final long serialVersionUID = 1L;

    private final Class<T> type;
    private final Decoder<T> decoder;

    /** Turns one record into at most one value. */
    @FunctionalInterface
    private interface Decoder<T> extends Serializable {
        void decode(ConsumerRecord<byte[], byte[]> record, Collector<T> out) throws CodecException;
    }

    private ControlSchema(Class<T> type, Decoder<T> decoder) {
        this.type = type;
        this.decoder = decoder;
    }

    /** The log: written by the sequencer alone, so that an unreadable record is a broken invariant. */
    static ControlSchema<ControlRecord> log() {
        return new ControlSchema<>(
                ControlRecord.class, (record, out) -> out.collect(ControlCodec.decodeRecord(record.value())));
    }

    /** Requests; one that cannot be read reaches the sequencer too, which refuses it in the log. */
    static ControlSchema<SequencerInput> requests() {
        return new ControlSchema<>(SequencerInput.class, (record, out) -> {
            SequencerInput in;
            try {
                in = SequencerInput.request(record.offset(), ControlCodec.decodeRequest(record.value()));
            } catch (CodecException e) {
                in = SequencerInput.undecodable(record.offset(), String.valueOf(e.getMessage()));
            }
            out.collect(in);
        });
    }

    /** Acknowledgements; one that cannot be read is as good as none, and its PREPARE runs into the time limit. */
    static ControlSchema<SequencerInput> acks() {
        return new ControlSchema<>(SequencerInput.class, (record, out) -> {
            try {
                out.collect(SequencerInput.ack(ControlCodec.decodeAck(record.value())));
            } catch (CodecException e) {
                LOG.warn("acknowledgement ignored offset={} problem=\"{}\"", record.offset(), e.getMessage());
            }
        });
    }

    /** What an external venue did: written by the venue job alone, so that an unreadable record is a broken invariant. */
    static ControlSchema<SequencerInput> reports() {
        return new ControlSchema<>(
                SequencerInput.class,
                (record, out) -> out.collect(
                        SequencerInput.execution(record.offset(), VenueReportCodec.decode(record.value()))));
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<T> out) {
        try {
            decoder.decode(record, out);
        } catch (CodecException e) {
            throw new IllegalStateException(
                    "expected a control record at " + record.topic() + " offset " + record.offset() + ", was "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return TypeInformation.of(type);
    }
}
