package io.quorate.schema.codec;

import io.quorate.schema.decision.Side;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.execution.FillReason;
import org.jspecify.annotations.Nullable;

/** JSON of the executions topic, version 1: one fill. */
public final class ExecutionCodec {

    private static final String TYPE = "execution";
    private static final int EXPECTED_BYTES = 384;

    private ExecutionCodec() {}

    /** Canonical bytes. */
    public static byte[] encode(Execution e) {
        return RecordBytes.encode(EXPECTED_BYTES, TYPE, json -> {
            json.writeStringField("id", e.id());
            json.writeStringField("decisionId", e.decisionId());
            json.writeStringField("portfolio", e.portfolio());
            json.writeStringField("symbol", e.symbol());
            json.writeNumberField("tsMs", e.tsMs());
            json.writeNumberField("seq", e.seq());
            json.writeStringField("reason", e.reason().name());
            json.writeStringField("side", e.side().name());
            json.writeNumberField("quantityMicros", e.quantityMicros());
            RecordBytes.number(json, "price", e.price());
            json.writeNumberField("feeMicros", e.feeMicros());
            json.writeNumberField("realisedMicros", e.realisedMicros());
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
