package io.quorate.schema.codec;

import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.LedgerEntry;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.RiskComponent;
import io.quorate.schema.market.Sample;
import io.quorate.schema.model.Prediction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * JSON of the ledger topic, version 1: the whole decision in a per-portfolio hash chain.
 *
 * <p>{@code "prev"} is the hash of the record before it (empty for GENESIS); {@code "hash"}, always last, is the SHA-256
 * of every byte before {@code ,"hash"}. Features are written in full for a decision that acts or rejects and for one in
 * 64 of the rest, chosen by the last bits of the decision id; else they are {@code "by-reference"}: symbol, sequence and
 * layout name them. {@code "input"} is the sample, the label and the regime that the portfolio saw; records of earlier
 * builds have none.
 */
public final class LedgerCodec {

    static final String DECISION = "decision";
    static final String GENESIS = "genesis";
    static final String BY_REFERENCE = "by-reference";

    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(LedgerCodec::newSha256);
    private static final int SAMPLE_MASK = 63;
    private static final int HASH_CHARS = 64;
    private static final byte[] HASH_FIELD = ",\"hash\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\"}".getBytes(StandardCharsets.US_ASCII);
    private static final int TAIL_BYTES = HASH_FIELD.length + HASH_CHARS + END.length;

    private LedgerCodec() {}

    /** The first record of a chain. */
    public static LedgerEntry genesis(String portfolio, String runId, long tsMs) {
        return sealed(portfolio, tsMs, 0, GENESIS, json -> {
            json.text("portfolio", portfolio);
            json.number("index", 0);
            json.plain("prev", "");
            json.number("tsMs", tsMs);
            json.text("runId", runId);
        });
    }

    /** The record of a decision at a place in its chain. */
    public static LedgerEntry encode(Decision d, long index, String previousHash) {
        return sealed(d.portfolio(), d.tsMs(), index, DECISION, json -> {
            json.text("portfolio", d.portfolio());
            json.number("index", index);
            json.text("prev", previousHash);
            writeDecision(json, d);
            writeEvidence(json, d);
            writeRisk(json, d);
            json.number("equityMicros", d.equityMicros());
            json.text("configHash", d.configHash());
            writeInput(json, d.prediction());
        });
    }

    private static void writeDecision(RecordBytes json, Decision d) {
        json.plain("id", d.id());
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
        json.number("probability", d.probability());
        json.number("confidence", d.confidence());
        json.number("ensembleVersion", d.ensembleVersion());
        json.number("weightsVersion", d.weightsVersion());
        json.number("strategyVersion", d.strategyVersion());
        json.number("limitsVersion", d.limitsVersion());
    }

    private static void writeEvidence(RecordBytes json, Decision d) {
        Prediction p = d.prediction();
        if (p == null) {
            return;
        }
        json.constant("status", p.status());
        json.constant("target", p.target());
        json.number("horizonSamples", p.horizonSamples());
        json.number("spread", p.spread());
        json.texts("memberNames", p.memberNames());
        json.numbers("memberProbabilities", p.memberProbabilities());
        json.numbers("memberWeights", p.memberWeights());
        json.constant("regime", p.features().regime());
        json.number("atrFraction", p.features().atrFraction());
        json.text("layoutId", p.features().layoutId());
        if (inFull(d)) {
            json.numbers("features", p.features().values());
        } else {
            json.plain("features", BY_REFERENCE);
        }
    }

    /** What the portfolio saw of the prediction beside the evidence: with it a book is rebuilt from the ledger. */
    private static void writeInput(RecordBytes json, @Nullable Prediction p) {
        if (p == null) {
            return;
        }
        Sample sample = p.features().sample();
        json.beginObject("input");
        json.number("open", sample.open());
        json.number("high", sample.high());
        json.number("low", sample.low());
        json.number("close", sample.close());
        json.number("volume", sample.volume());
        json.number("trades", sample.trades());
        json.number("vwap", sample.vwap());
        json.number("intervalMs", sample.intervalMs());
        json.number("upperSigmas", p.label().upperSigmas());
        json.number("lowerSigmas", p.label().lowerSigmas());
        json.number("moveThreshold", p.label().moveThreshold());
        json.number("regimeState", p.regimeState());
        json.number("regimeProbability", p.regimeProbability());
        json.number("regimeSamples", p.regimeSamples());
        json.endObject();
    }

    private static boolean inFull(Decision d) {
        String id = d.id();
        return d.outcome() != Outcome.NO_ACTION
                || (HexFormat.fromHexDigits(id, id.length() - 2, id.length()) & SAMPLE_MASK) == 0;
    }

    private static void writeRisk(RecordBytes json, Decision d) {
        json.number("riskScore", d.riskScore());
        json.beginArray("components");
        for (RiskComponent c : d.components()) {
            json.beginObject();
            json.text("name", c.name());
            json.number("value", c.value());
            json.number("limit", c.limit());
            json.number("score", c.score());
            json.flag("breached", c.breached());
            json.endObject();
        }
        json.endArray();
        json.text("binding", d.binding());
        json.text("counterfactual", d.counterfactual());
    }

    private static LedgerEntry sealed(String portfolio, long tsMs, long index, String type, RecordBytes.Body body) {
        String[] hash = new String[1];
        byte[] value = RecordBytes.encode(type, body, (json, bytes, size) -> {
            hash[0] = HexFormat.of().formatHex(sha256(bytes, size));
            json.plain("hash", hash[0]);
        });
        return new LedgerEntry(portfolio, tsMs, index, hash[0], value);
    }

    /** True if the bytes end with the hash of all that comes before it. */
    public static boolean verify(byte[] value) {
        int bodyBytes = value.length - TAIL_BYTES;
        if (bodyBytes <= 0
                || !Arrays.equals(value, bodyBytes, bodyBytes + HASH_FIELD.length, HASH_FIELD, 0, HASH_FIELD.length)
                || !Arrays.equals(value, value.length - END.length, value.length, END, 0, END.length)) {
            return false;
        }
        byte[] hash = HexFormat.of().formatHex(sha256(value, bodyBytes)).getBytes(StandardCharsets.US_ASCII);
        int from = bodyBytes + HASH_FIELD.length;
        return Arrays.equals(value, from, from + HASH_CHARS, hash, 0, HASH_CHARS);
    }

    /** The hash the bytes should end with, lower-case hex; of everything when they have no place for one. */
    public static String seal(byte[] value) {
        return HexFormat.of()
                .formatHex(sha256(value, value.length > TAIL_BYTES ? value.length - TAIL_BYTES : value.length));
    }

    /** What the bytes have where their hash should be; empty when there is no such place. */
    public static String claim(byte[] value) {
        int from = value.length - END.length - HASH_CHARS;
        return from < 0
                ? ""
                : new String(value, from, HASH_CHARS, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "?");
    }

    private static byte[] sha256(byte[] bytes, int length) {
        MessageDigest digest = SHA_256.get();
        digest.update(bytes, 0, length);
        return digest.digest();
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected a JVM with SHA-256, was one without", e);
        }
    }
}
