package io.quorate.schema.codec;

import io.quorate.schema.decision.Side;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.execution.FillReason;
import io.quorate.schema.execution.OrderStatus;
import org.jspecify.annotations.Nullable;

/** JSON of the executions topic, version 1; the last three fields are left out of the fill that completes an order. */
public final class ExecutionCodec {

    private static final String TYPE = "execution";

    private ExecutionCodec() {}

    /** Canonical bytes. */
    public static byte[] encode(Execution e) {
        return RecordBytes.encode(TYPE, json -> {
            json.text("id", e.id());
            json.text("decisionId", e.decisionId());
            json.text("portfolio", e.portfolio());
            json.text("symbol", e.symbol());
            json.number("tsMs", e.tsMs());
            json.number("seq", e.seq());
            json.text("reason", e.reason().name());
            json.text("side", e.side().name());
            json.number("quantityMicros", e.quantityMicros());
            json.number("price", e.price());
            json.number("feeMicros", e.feeMicros());
            json.number("realisedMicros", e.realisedMicros());
            if (e.status() != OrderStatus.FILLED || e.maker()) {
                json.text("status", e.status().name());
                json.number("leftMicros", e.leftMicros());
                json.flag("maker", e.maker());
            }
        });
    }

    /** Throws CodecException for anything but a record of this version; older ones end before the status. */
    public static Execution decode(byte @Nullable [] value) throws CodecException {
        RecordFields f = RecordFields.parse(value, "Execution");
        f.type(TYPE);
        Execution execution = new Execution(
                f.text("id"),
                f.text("decisionId"),
                f.text("portfolio"),
                f.text("symbol"),
                f.whole("tsMs"),
                f.whole("seq"),
                f.constant("reason", FillReason.class),
                f.constant("side", Side.class),
                f.whole("quantityMicros"),
                f.number("price"),
                f.whole("feeMicros"),
                f.whole("realisedMicros"),
                f.peek("status") == null ? OrderStatus.FILLED : f.constant("status", OrderStatus.class),
                f.peek("leftMicros") == null ? 0 : f.whole("leftMicros"),
                f.peek("maker") != null && f.flag("maker"));
        f.end();
        return execution;
    }
}
