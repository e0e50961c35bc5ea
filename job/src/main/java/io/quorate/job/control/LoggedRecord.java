package io.quorate.job.control;

import io.quorate.job.fault.UserError;
import io.quorate.schema.codec.CodecException;
import io.quorate.schema.codec.ControlCodec;
import io.quorate.schema.control.ControlRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One record of the control log and where it stands.
 *
 * @param record the record
 * @param offset offset in the log
 * @param writtenMs wall time the broker gave it, epoch ms
 */
public record LoggedRecord(ControlRecord record, long offset, long writtenMs) {

    /** Decodes a record of the log; throws UserError when it is none, since only the sequencer writes there. */
    public static LoggedRecord of(ConsumerRecord<byte[], byte[]> from) {
        try {
            return new LoggedRecord(ControlCodec.decodeRecord(from.value()), from.offset(), from.timestamp());
        } catch (CodecException e) {
            throw UserError.failed("expected a control record at " + from.topic() + " offset " + from.offset()
                    + ", was " + e.getMessage());
        }
    }
}
