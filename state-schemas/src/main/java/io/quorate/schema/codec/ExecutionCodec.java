package io.quorate.schema.codec;

import io.quorate.schema.decision.Side;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.execution.FillReason;
import org.jspecify.annotations.Nullable;

/** JSON of the executions topic, version 1: one fill. */
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
        });
    }

    /** Throws CodecException for anything but a complete record of this version. */
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
                f.whole("realisedMicros"));
        f.end();
        return execution;
    }
}
