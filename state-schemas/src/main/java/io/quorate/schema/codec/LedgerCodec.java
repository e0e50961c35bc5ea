package io.quorate.schema.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.LedgerEntry;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.RiskComponent;
import io.quorate.schema.model.Prediction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * JSON of the ledger topic, version 1: the whole decision in a per-portfolio hash chain.
 *
 * <p>{@code "prev"} is the hash of the record before it (empty for GENESIS); {@code "hash"}, always last, is the SHA-256
 * of every byte before {@code ,"hash"}. Features are written in full for a decision that acts or rejects and for one in
 * 64 of the rest, chosen by the last bits of the decision id; else they are {@code "by-reference"}: symbol, sequence and
 * layout name them.
 */
public final class LedgerCodec {

    static final String DECISION = "decision";
    static final String GENESIS = "genesis";
    static final String BY_REFERENCE = "by-reference";

    private static final int EXPECTED_BYTES = 2048;
    private static final int SAMPLE_MASK = 63;
    private static final int HASH_CHARS = 64;
    private static final byte[] HASH_FIELD = ",\"hash\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\"}".getBytes(StandardCharsets.US_ASCII);
    private static final int TAIL_BYTES = HASH_FIELD.length + HASH_CHARS + END.length;

    private LedgerCodec() {}

    /** The first record of a chain. */
    public static LedgerEntry genesis(String portfolio, String runId, long tsMs) {
        byte[] body = RecordBytes.encode(EXPECTED_BYTES, GENESIS, json -> {
            json.writeStringField("portfolio", portfolio);
            json.writeNumberField("index", 0);
            json.writeStringField("prev", "");
            json.writeNumberField("tsMs", tsMs);
            json.writeStringField("runId", runId);
        });
        return seal(portfolio, tsMs, 0, body);
    }

    /** The record of a decision at a place in its chain. */
    public static LedgerEntry encode(Decision d, long index, String previousHash) {
        byte[] body = RecordBytes.encode(EXPECTED_BYTES, DECISION, json -> {
            json.writeStringField("portfolio", d.portfolio());
            json.writeNumberField("index", index);
            json.writeStringField("prev", previousHash);
            writeDecision(json, d);
            writeEvidence(json, d);
            writeRisk(json, d);
            json.writeNumberField("equityMicros", d.equityMicros());
            json.writeStringField("configHash", d.configHash());
        });
        return seal(d.portfolio(), d.tsMs(), index, body);
    }

    private static void writeDecision(JsonGenerator json, Decision d) throws IOException {
        json.writeStringField("id", d.id());
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
        RecordBytes.number(json, "probability", d.probability());
        RecordBytes.number(json, "confidence", d.confidence());
        json.writeNumberField("ensembleVersion", d.ensembleVersion());
        json.writeNumberField("weightsVersion", d.weightsVersion());
        json.writeNumberField("strategyVersion", d.strategyVersion());
        json.writeNumberField("limitsVersion", d.limitsVersion());
    }

    private static void writeEvidence(JsonGenerator json, Decision d) throws IOException {
        Prediction p = d.prediction();
        if (p == null) {
            return;
        }
        json.writeStringField("status", p.status().name());
        json.writeStringField("target", p.target().name());
        json.writeNumberField("horizonSamples", p.horizonSamples());
        RecordBytes.number(json, "spread", p.spread());
        RecordBytes.texts(json, "memberNames", p.memberNames());
        RecordBytes.numbers(json, "memberProbabilities", p.memberProbabilities());
        RecordBytes.numbers(json, "memberWeights", p.memberWeights());
        json.writeStringField("regime", p.features().regime().name());
        RecordBytes.number(json, "atrFraction", p.features().atrFraction());
        json.writeStringField("layoutId", p.features().layoutId());
        if (inFull(d)) {
            RecordBytes.numbers(json, "features", p.features().values());
        } else {
            json.writeStringField("features", BY_REFERENCE);
        }
    }

    private static boolean inFull(Decision d) {
        String id = d.id();
        return d.outcome() != Outcome.NO_ACTION
                || (HexFormat.fromHexDigits(id, id.length() - 2, id.length()) & SAMPLE_MASK) == 0;
    }

    private static void writeRisk(JsonGenerator json, Decision d) throws IOException {
        RecordBytes.number(json, "riskScore", d.riskScore());
        json.writeArrayFieldStart("components");
        for (RiskComponent c : d.components()) {
            json.writeStartObject();
            json.writeStringField("name", c.name());
            RecordBytes.number(json, "value", c.value());
            RecordBytes.number(json, "limit", c.limit());
            RecordBytes.number(json, "score", c.score());
            json.writeBooleanField("breached", c.breached());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("binding", d.binding());
        json.writeStringField("counterfactual", d.counterfactual());
    }

    private static LedgerEntry seal(String portfolio, long tsMs, long index, byte[] object) {
        int bodyBytes = object.length - 1;
        String hash = HexFormat.of().formatHex(sha256(object, bodyBytes));
        byte[] value = Arrays.copyOf(object, bodyBytes + TAIL_BYTES);
        System.arraycopy(HASH_FIELD, 0, value, bodyBytes, HASH_FIELD.length);
        System.arraycopy(hash.getBytes(StandardCharsets.US_ASCII), 0, value, bodyBytes + HASH_FIELD.length, HASH_CHARS);
        System.arraycopy(END, 0, value, value.length - END.length, END.length);
        return new LedgerEntry(portfolio, tsMs, index, hash, value);
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

    private static byte[] sha256(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected a JVM with SHA-256, was one without", e);
        }
    }
}
