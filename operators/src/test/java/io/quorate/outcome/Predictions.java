package io.quorate.outcome;

import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.feature.VolatilityRegime;
import io.quorate.schema.market.Sample;
import io.quorate.schema.model.Credit;
import io.quorate.schema.model.LabelSpec;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.model.PredictionStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Predictions over random walks, and credits. */
final class Predictions {

    static final double[] PRIOR = {0.25, 0.25, 0.25, 0.25};
    static final String[] NAMES = {"a", "b", "c", "d"};

    private Predictions() {}

    static Prediction of(Sample sample, long seq, PredictionStatus status, LabelSpec label, long version, double[] p) {
        return new Prediction(
                new FeatureVector(sample, seq, "layout", new double[0], VolatilityRegime.NORMAL, 0.01),
                status,
                label,
                version,
                -1,
                NAMES,
                p,
                PRIOR,
                0.5,
                0,
                0,
                new String[0]);
    }

    /** Bars of a random walk, one second apart; flat stretches and jumps are frequent. */
    static List<Sample> walk(String symbol, Random random, int n) {
        List<Sample> samples = new ArrayList<>();
        double close = 100;
        for (int i = 0; i < n; i++) {
            double open = close;
            close = random.nextInt(5) == 0 ? open : open * (1 + 0.01 * random.nextGaussian());
            double high = Math.max(open, close) * (1 + 0.01 * random.nextInt(2) * random.nextDouble());
            double low = Math.min(open, close) * (1 - 0.01 * random.nextInt(2) * random.nextDouble());
            samples.add(new Sample(symbol, 1_000L * i, open, high, low, close, 1, 1, close));
        }
        return samples;
    }

    /** Predictions of ensembles that change on the way, some of them unusable. */
    static List<Prediction> predictions(List<Sample> walk, LabelSpec first, LabelSpec second, Random random) {
        List<Prediction> predictions = new ArrayList<>();
        PredictionStatus[] statuses = PredictionStatus.values();
        for (int i = 0; i < walk.size(); i++) {
            boolean late = i > walk.size() / 2;
            predictions.add(of(
                    walk.get(i),
                    i,
                    random.nextBoolean() ? PredictionStatus.OK : statuses[random.nextInt(statuses.length)],
                    late ? second : first,
                    late ? 2 : 1,
                    new double[] {random.nextDouble(), random.nextDouble(), Double.NaN, i}));
        }
        return predictions;
    }

    static Credit credit(String symbol, long seq, long knownTsMs, long version, int label, double... p) {
        return new Credit(symbol, seq, knownTsMs - 100, knownTsMs, version, label, p, PRIOR.clone());
    }
}
