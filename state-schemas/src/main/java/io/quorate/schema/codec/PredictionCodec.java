package io.quorate.schema.codec;

import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.model.Prediction;

/** JSON of the predictions topic, version 1; the features by reference (symbol, sequence, layout). */
public final class PredictionCodec {

    private PredictionCodec() {}

    /** Canonical bytes. */
    public static byte[] encode(Prediction p) {
        return encode(p, false);
    }

    /** As above, marked as the prediction of a challenger, which decides nothing. */
    public static byte[] encodeShadow(Prediction p) {
        return encode(p, true);
    }

    private static byte[] encode(Prediction p, boolean shadow) {
        return RecordBytes.encode("prediction", json -> {
            FeatureVector features = p.features();
            json.text("symbol", p.symbol());
            json.number("tsMs", p.tsMs());
            json.number("seq", p.seq());
            json.text("layoutId", features.layoutId());
            json.number("close", features.sample().close());
            json.text("regime", features.regime().name());
            json.text("status", p.status().name());
            json.text("target", p.target().name());
            json.number("horizonSamples", p.horizonSamples());
            json.number("ensembleVersion", p.ensembleVersion());
            json.number("weightsVersion", p.weightsVersion());
            json.texts("memberNames", p.memberNames());
            json.numbers("memberProbabilities", p.memberProbabilities());
            json.numbers("memberWeights", p.memberWeights());
            json.number("probability", p.probability());
            json.number("confidence", p.confidence());
            json.number("spread", p.spread());
            json.texts("subscribers", p.subscribers());
            if (p.regimeState() >= 0) {
                json.number("regimeState", p.regimeState());
                json.number("regimeProbability", p.regimeProbability());
                json.number("regimeSamples", p.regimeSamples());
            }
            if (shadow) {
                json.flag("shadow", true);
            }
        });
    }
}
