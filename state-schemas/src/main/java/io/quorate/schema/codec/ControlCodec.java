package io.quorate.schema.codec;

import io.quorate.schema.control.ControlAck;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.ControlRequest;
import org.jspecify.annotations.Nullable;

/**
 * JSON of the control topics, version 1: the log, the requests, the acknowledgements.
 *
 * <p>Equal records give equal bytes, which is how a repeated epoch is recognised. Decoding throws CodecException for
 * anything but a complete record of this version; a log record must have the parts of its kind, a request is left to the
 * sequencer, whose refusal can name it. Encoding throws IllegalArgumentException for a NaN or infinite number.
 */
public final class ControlCodec {

    private static final StrictRecordJson<ControlRecord> RECORD = new StrictRecordJson<>(ControlRecord.class);
    private static final StrictRecordJson<ControlRequest> REQUEST = new StrictRecordJson<>(ControlRequest.class);
    private static final StrictRecordJson<ControlAck> ACK = new StrictRecordJson<>(ControlAck.class);

    /**
     * Greatest request: escaped, a character may take three times its bytes in the record that answers, which has to fit
     * the topic too.
     */
    private static final int MOST_REQUEST_BYTES = 256 << 10;

    /** Greatest parallelism Flink has. */
    private static final int MOST_SUBTASKS = 1 << 15;

    private ControlCodec() {}

    public static byte[] encode(ControlRecord value) {
        return RECORD.encode(value);
    }

    public static byte[] encode(ControlRequest value) {
        return REQUEST.encode(value);
    }

    public static byte[] encode(ControlAck value) {
        return ACK.encode(value);
    }

    public static ControlRecord decodeRecord(byte @Nullable [] value) throws CodecException {
        ControlRecord decoded = RECORD.decode(value);
        ControlParts.check(decoded);
        return decoded;
    }

    public static ControlRequest decodeRequest(byte @Nullable [] value) throws CodecException {
        if (value != null && value.length > MOST_REQUEST_BYTES) {
            throw new CodecException(
                    "ControlRequest: expected at most " + MOST_REQUEST_BYTES + " bytes, was " + value.length);
        }
        return REQUEST.decode(value);
    }

    public static ControlAck decodeAck(byte @Nullable [] value) throws CodecException {
        ControlAck decoded = ACK.decode(value);
        // readers keep a set of subtasks
        if (decoded.subtask() < 0
                || decoded.subtask() >= decoded.parallelism()
                || decoded.parallelism() > MOST_SUBTASKS) {
            throw new CodecException("ControlAck.subtask: expected 0..parallelism - 1 of at most " + MOST_SUBTASKS
                    + ", was " + decoded.subtask() + " of " + decoded.parallelism());
        }
        return decoded;
    }
}
