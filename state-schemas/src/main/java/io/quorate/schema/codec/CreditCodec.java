package io.quorate.schema.codec;

import io.quorate.schema.model.Credit;

/** JSON of the outcomes topic, version 1: a label that became known, and what each member had said. */
public final class CreditCodec {

    private CreditCodec() {}

    /** Canonical bytes. */
    public static byte[] encode(Credit c) {
        return RecordBytes.encode("outcome", json -> {
            json.text("symbol", c.symbol());
            json.number("seq", c.seq());
            json.number("predictedTsMs", c.predictedTsMs());
            json.number("knownTsMs", c.knownTsMs());
            json.number("ensembleVersion", c.ensembleVersion());
            json.number("label", c.label());
            json.numbers("memberProbabilities", c.memberProbabilities());
            json.numbers("memberWeights", c.memberWeights());
        });
    }
}
