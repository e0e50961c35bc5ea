package io.quorate.schema.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.LedgerEvidence;
import io.quorate.schema.decision.LedgerInput;
import io.quorate.schema.decision.LedgerRecord;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.RiskComponent;
import io.quorate.schema.decision.Side;
import io.quorate.schema.decision.Trigger;
import io.quorate.schema.feature.VolatilityRegime;
import io.quorate.schema.model.PredictionStatus;
import io.quorate.schema.model.Target;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads ledger records of version 1 back, for tools and tests; strict. Does not check the hash. */
public final class LedgerDecoder {

    private static final String WHAT = "Ledger";

    private LedgerDecoder() {}

    /** Throws CodecException for anything but a complete record of this version. */
    public static LedgerRecord decode(byte @Nullable [] value) throws CodecException {
        RecordFields f = RecordFields.parse(value, WHAT);
        String type = f.text("type");
        String portfolio = f.text("portfolio");
        long index = f.whole("index");
        String previous = f.text("prev");
        String hash = f.text("hash");
        LedgerRecord read;
        if (type.equals(LedgerCodec.GENESIS)) {
            read = new LedgerRecord(
                    portfolio, index, f.whole("tsMs"), previous, hash, f.text("runId"), null, null, null);
        } else if (type.equals(LedgerCodec.DECISION)) {
            LedgerEvidence evidence = f.peek("status") == null ? null : evidence(f);
            Decision decision = decision(f, portfolio);
            read = new LedgerRecord(
                    portfolio,
                    index,
                    decision.tsMs(),
                    previous,
                    hash,
                    "",
                    decision,
                    evidence,
                    evidence == null ? null : input(f.object("input")));
        } else {
            throw new CodecException(WHAT + ".type: expected decision or genesis, was " + JsonText.quote(type));
        }
        f.end();
        return read;
    }

    private static Decision decision(RecordFields f, String portfolio) throws CodecException {
        return new Decision(
                f.text("id"),
                portfolio,
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
                null,
                f.number("probability"),
                f.number("confidence"),
                f.whole("ensembleVersion"),
                f.whole("weightsVersion"),
                f.whole("strategyVersion"),
                f.whole("limitsVersion"),
                f.number("riskScore"),
                components(f.array("components")),
                f.text("binding"),
                f.text("counterfactual"),
                f.whole("equityMicros"),
                f.text("configHash"));
    }

    private static LedgerEvidence evidence(RecordFields f) throws CodecException {
        return new LedgerEvidence(
                f.constant("status", PredictionStatus.class),
                f.constant("target", Target.class),
                f.small("horizonSamples"),
                f.number("spread"),
                f.texts("memberNames"),
                f.numbers("memberProbabilities"),
                f.numbers("memberWeights"),
                f.constant("regime", VolatilityRegime.class),
                f.number("atrFraction"),
                f.text("layoutId"),
                features(f));
    }

    private static @Nullable LedgerInput input(@Nullable RecordFields f) throws CodecException {
        if (f == null) {
            return null;
        }
        LedgerInput input = new LedgerInput(
                f.number("open"),
                f.number("high"),
                f.number("low"),
                f.number("close"),
                f.number("volume"),
                f.whole("trades"),
                f.number("vwap"),
                f.whole("intervalMs"),
                f.number("upperSigmas"),
                f.number("lowerSigmas"),
                f.number("moveThreshold"),
                f.small("regimeState"),
                f.number("regimeProbability"),
                f.whole("regimeSamples"));
        f.end();
        return input;
    }

    private static double @Nullable [] features(RecordFields f) throws CodecException {
        JsonNode features = f.peek("features");
        if (features == null || !features.isTextual()) {
            return f.numbers("features");
        }
        String reference = f.text("features");
        if (!reference.equals(LedgerCodec.BY_REFERENCE)) {
            throw new CodecException(
                    WHAT + ".features: expected numbers or by-reference, was " + JsonText.quote(reference));
        }
        return null;
    }

    private static List<RiskComponent> components(JsonNode array) throws CodecException {
        List<RiskComponent> components = new ArrayList<>(array.size());
        for (JsonNode item : array) {
            RecordFields f = RecordFields.of(item, WHAT + ".components[]");
            components.add(new RiskComponent(
                    f.text("name"), f.number("value"), f.number("limit"), f.number("score"), f.flag("breached")));
            f.end();
        }
        return components;
    }
}
