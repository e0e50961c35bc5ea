package io.quorate.learn;

import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.feature.VolatilityRegime;
import io.quorate.schema.market.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Bars of a made-up symbol whose next return leans on the first features. */
final class SyntheticHistory {
    static final String LAYOUT = "synthetic-1";
    static final List<String> NAMES = List.of("signal", "curve", "noise_a", "noise_b", "sparse");

    private SyntheticHistory() {}

    static List<FeatureVector> vectors(String symbol, int samples, long seed) {
        Random random = new Random(seed);
        List<FeatureVector> vectors = new ArrayList<>();
        double close = 100;
        double drift = 0;
        for (int i = 0; i < samples; i++) {
            double open = close;
            close = open * StrictMath.exp(drift + 0.004 * random.nextGaussian());
            double high = Math.max(open, close) * (1 + 0.001 * random.nextDouble());
            double low = Math.min(open, close) * (1 - 0.001 * random.nextDouble());
            double signal = random.nextGaussian();
            double curve = random.nextGaussian();
            drift = 0.003 * signal + 0.003 * (curve * curve - 1);
            double[] values = {
                signal,
                curve,
                random.nextGaussian(),
                random.nextDouble(),
                random.nextInt(3) == 0 ? Double.NaN : random.nextGaussian()
            };
            Sample sample = new Sample(symbol, 60_000L * (i + 1), open, high, low, close, 1, 1, close);
            vectors.add(new FeatureVector(sample, i + 50L, LAYOUT, values, VolatilityRegime.NORMAL, 0.01));
        }
        return vectors;
    }
}
