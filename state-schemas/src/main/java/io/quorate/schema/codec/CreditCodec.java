package io.quorate.schema.codec;

import io.quorate.schema.model.Credit;

/** JSON of the outcomes topic, version 1: a label that became known, and what each member had said. */
public final class CreditCodec {

    private static final int EXPECTED_BYTES = 384;

    private CreditCodec() {}

    /** Canonical bytes. */
    public static byte[] encode(Credit c) {
        return RecordBytes.encode(EXPECTED_BYTES, "outcome", json -> {
            json.writeStringField("symbol", c.symbol());
            json.writeNumberField("seq", c.seq());
            json.writeNumberField("predictedTsMs", c.predictedTsMs());
            json.writeNumberField("knownTsMs", c.knownTsMs());
            json.writeNumberField("ensembleVersion", c.ensembleVersion());
            json.writeNumberField("label", c.label());
            RecordBytes.numbers(json, "memberProbabilities", c.memberProbabilities());
            RecordBytes.numbers(json, "memberWeights", c.memberWeights());
        });
    }
}
