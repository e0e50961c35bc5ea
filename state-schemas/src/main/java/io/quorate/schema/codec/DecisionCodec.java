package io.quorate.schema.codec;

import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.LeanDecision;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.Side;
import io.quorate.schema.decision.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * JSON of the decisions topic, version 1: at most 500 bytes for names of up to 16 characters, visible at once; the
 * ledger index leads to the full record.
 */
public final class DecisionCodec {

    private static final String TYPE = "decision";

    private DecisionCodec() {}

    /** Canonical bytes of a decision whose ledger record has this index. */
    public static byte[] lean(Decision d, long ledgerIndex) {
        return RecordBytes.encode(TYPE, json -> {
            json.plain("id", d.id());
            json.text("portfolio", d.portfolio());
            json.text("symbol", d.symbol());
            json.number("tsMs", d.tsMs());
            json.number("seq", d.seq());
            json.constant("trigger", d.trigger());
            json.number("ordinal", d.ordinal());
            json.constant("outcome", d.outcome());
            json.constant("reason", d.reason());
            json.constant("side", d.side());
            json.number("quantityMicros", d.quantityMicros());
            json.number("price", d.price());
            json.number("p", d.probability());
            json.number("confidence", d.confidence());
            json.number("ensemble", d.ensembleVersion());
            json.number("weights", d.weightsVersion());
            json.number("strategy", d.strategyVersion());
            json.number("limits", d.limitsVersion());
            json.number("ledger", ledgerIndex);
            json.number("equityMicros", d.equityMicros());
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
