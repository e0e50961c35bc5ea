package io.quorate.control;

import io.quorate.schema.codec.ControlCodec;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.market.DeadLetter;
import io.quorate.schema.market.RejectReason;
import java.util.Arrays;
import java.util.Base64;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * A dead letter for each refused request.
 *
 * <p>Made from the control log, not where the refusal is written: so each REFUSED gives its letter, whatever crashed in
 * between, and the same bytes when the log is read again. Its place is that of the request.
 */
public final class RefusalFunction implements FlatMapFunction<ControlRecord, DeadLetter> {

    private static final long serialVersionUID = 1L;
    private static final int MOST_PAYLOAD_BYTES = 1_024;

    private final String requestsTopic;

    public RefusalFunction(String requestsTopic) {
        this.requestsTopic = requestsTopic;
    }

    @Override
    public void flatMap(ControlRecord r, Collector<DeadLetter> out) {
        if (r.kind() == ControlKind.REFUSED) {
            out.collect(letter(r));
        }
    }

    private DeadLetter letter(ControlRecord r) {
        byte[] record = ControlCodec.encode(r);
        return new DeadLetter(
                requestsTopic,
                0,
                r.requestOffset(),
                RejectReason.CONTROL_REFUSED,
                r.reason(),
                Base64.getEncoder().encodeToString(Arrays.copyOf(record, Math.min(record.length, MOST_PAYLOAD_BYTES))),
                record.length);
    }
}
