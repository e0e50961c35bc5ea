package io.quorate.schema.codec;

import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.market.Sample;

/** JSON of the features topic, version 1: the sample and its feature vector, values in layout order. */
public final class FeatureCodec {

    private FeatureCodec() {}

    /** Canonical bytes. */
    public static byte[] encode(FeatureVector f) {
        Sample sample = f.sample();
        return RecordBytes.encode("features", json -> {
            json.text("symbol", sample.symbol());
            json.number("tsMs", sample.tsMs());
            json.number("seq", f.seq());
            json.text("layoutId", f.layoutId());
            json.number("intervalMs", sample.intervalMs());
            json.number("open", sample.open());
            json.number("high", sample.high());
            json.number("low", sample.low());
            json.number("close", sample.close());
            json.number("volume", sample.volume());
            json.number("trades", sample.trades());
            json.number("vwap", sample.vwap());
            json.text("regime", f.regime().name());
            json.numbers("values", f.values());
        });
    }
}
