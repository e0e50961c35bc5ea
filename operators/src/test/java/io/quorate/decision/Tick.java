package io.quorate.decision;

import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.feature.VolatilityRegime;
import io.quorate.schema.market.Sample;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.model.PredictionStatus;
import io.quorate.schema.model.Target;

/** One sample of a script with what the ensemble says of it; a flat candle at 100 that says nothing by default. */
final class Tick {

    static final String[] MEMBERS = {"a", "b"};

    String symbol = "X";
    long tsMs;
    long seq;
    double open = 100;
    double high = 100;
    double low = 100;
    double close = 100;
    double volume = 1_000_000;
    double p = 0.5;
    double confidence = Double.NaN;
    double spread = 0.01;
    double atrFraction = 0.01;
    VolatilityRegime regime = VolatilityRegime.LOW;
    PredictionStatus status = PredictionStatus.OK;
    Target target = Target.DIRECTION;

    static Tick at(long tsMs) {
        Tick t = new Tick();
        t.tsMs = tsMs;
        return t;
    }

    Tick of(String name) {
        symbol = name;
        return this;
    }

    Tick candle(double o, double h, double l, double c) {
        open = o;
        high = h;
        low = l;
        close = c;
        return this;
    }

    Tick price(double price) {
        return candle(price, price, price, price);
    }

    Tick says(double probability) {
        p = probability;
        return this;
    }

    Tick says(PredictionStatus s) {
        status = s;
        p = Double.NaN;
        return this;
    }

    Tick regime(VolatilityRegime r) {
        regime = r;
        return this;
    }

    Tick volume(double v) {
        volume = v;
        return this;
    }

    Prediction prediction() {
        Sample sample = new Sample(symbol, tsMs, open, high, low, close, volume, 1, close);
        FeatureVector features =
                new FeatureVector(sample, seq, "layout", new double[] {1, Double.NaN}, regime, atrFraction);
        double said = Double.isNaN(confidence) && !Double.isNaN(p) ? Math.abs(2 * p - 1) : confidence;
        return new Prediction(
                features,
                status,
                target,
                1,
                7,
                3,
                MEMBERS,
                new double[] {p, p},
                new double[] {0.5, 0.5},
                p,
                said,
                spread,
                new String[] {"core"});
    }
}
