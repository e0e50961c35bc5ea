package io.quorate.schema.codec;

import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.LeanDecision;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.Side;
import io.quorate.schema.decision.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * JSON of the decisions topic, version 1: at most 500 bytes for names of up to 20 characters, visible at once; the
 * ledger index leads to the full record.
 */
public final class DecisionCodec {

    private static final String TYPE = "decision";
    private static final int EXPECTED_BYTES = 512;

    private DecisionCodec() {}

    /** Canonical bytes of a decision whose ledger record has this index. */
    public static byte[] lean(Decision d, long ledgerIndex) {
        return RecordBytes.encode(EXPECTED_BYTES, TYPE, json -> {
            json.writeStringField("id", d.id());
            json.writeStringField("portfolio", d.portfolio());
            json.writeStringField("symbol", d.symbol());
            json.writeNumberField("tsMs", d.tsMs());
            json.writeNumberField("seq", d.seq());
            json.writeStringField("trigger", d.trigger().name());
            json.writeNumberField("ordinal", d.ordinal());
            json.writeStringField("outcome", d.outcome().name());
            json.writeStringField("reason", d.reason().name());
            json.writeStringField("side", d.side().name());
            json.writeNumberField("quantityMicros", d.quantityMicros());
            RecordBytes.number(json, "price", d.price());
            RecordBytes.number(json, "p", d.probability());
            RecordBytes.number(json, "confidence", d.confidence());
            json.writeNumberField("ensemble", d.ensembleVersion());
            json.writeNumberField("weights", d.weightsVersion());
            json.writeNumberField("strategy", d.strategyVersion());
            json.writeNumberField("limits", d.limitsVersion());
            json.writeNumberField("ledger", ledgerIndex);
            json.writeNumberField("equityMicros", d.equityMicros());
        });
    }

    /** Throws CodecException for anything but a complete record of this version. */
    public static LeanDecision decode(byte @Nullable [] value) throws CodecException {
        RecordFields f = RecordFields.parse(value, "Decision");
        f.type(TYPE);
        LeanDecision decision = new LeanDecision(
                f.text("id"),
                f.text("portfolio"),
                f.text("symbol"),
                f.whole("tsMs"),
                f.whole("seq"),
                f.constant("trigger", Trigger.class),
                f.small("ordinal"),
                f.constant("outcome", Outcome.class),
                f.constant("reason", DecisionReason.class),
                f.constant("side", Side.class),
                f.whole("quantityMicros"),
                f.number("price"),
                f.number("p"),
                f.number("confidence"),
                f.whole("ensemble"),
                f.whole("weights"),
                f.whole("strategy"),
                f.whole("limits"),
                f.whole("ledger"),
                f.whole("equityMicros"));
        f.end();
        return decision;
    }
}
