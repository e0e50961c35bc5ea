package io.quorate.schema.codec;

import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.model.Prediction;

/** JSON of the predictions topic, version 1; the features by reference (symbol, sequence, layout). */
public final class PredictionCodec {

    private static final int EXPECTED_BYTES = 768;

    private PredictionCodec() {}

    /** Canonical bytes. */
    public static byte[] encode(Prediction p) {
        return RecordBytes.encode(EXPECTED_BYTES, "prediction", json -> {
            FeatureVector features = p.features();
            json.writeStringField("symbol", p.symbol());
            json.writeNumberField("tsMs", p.tsMs());
            json.writeNumberField("seq", p.seq());
            json.writeStringField("layoutId", features.layoutId());
            RecordBytes.number(json, "close", features.sample().close());
            json.writeStringField("regime", features.regime().name());
            json.writeStringField("status", p.status().name());
            json.writeStringField("target", p.target().name());
            json.writeNumberField("horizonSamples", p.horizonSamples());
            json.writeNumberField("ensembleVersion", p.ensembleVersion());
            json.writeNumberField("weightsVersion", p.weightsVersion());
            RecordBytes.texts(json, "memberNames", p.memberNames());
            RecordBytes.numbers(json, "memberProbabilities", p.memberProbabilities());
            RecordBytes.numbers(json, "memberWeights", p.memberWeights());
            RecordBytes.number(json, "probability", p.probability());
            RecordBytes.number(json, "confidence", p.confidence());
            RecordBytes.number(json, "spread", p.spread());
            RecordBytes.texts(json, "subscribers", p.subscribers());
        });
    }
}
