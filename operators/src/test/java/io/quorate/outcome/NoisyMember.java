package io.quorate.outcome;

import io.quorate.schema.control.WeightsSpec;
import io.quorate.schema.model.Credit;
import io.quorate.schema.state.ScorecardState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Four members of equal skill, one of which turns to noise: the weights window by window. */
final class NoisyMember {

    static final int WINDOWS = 120;
    static final int NOISE_FROM = 60;
    static final int NOISY = 1;

    private static final long WINDOW_MS = 1_000;
    private static final int CREDITS = 400;

    private NoisyMember() {}

    /** Weights after each window, by member. */
    static List<double[]> weights(WeightsRule rule, long seed) {
        Random random = new Random(seed);
        WeightsScorecard card = new WeightsScorecard(WINDOW_MS, rule, new ScorecardState());
        List<double[]> after = new ArrayList<>();
        for (int window = 0; window < WINDOWS; window++) {
            for (int i = 0; i < CREDITS; i++) {
                card.add(credit(random, window, i));
            }
            WeightsSpec spec = card.closeThrough((window + 1) * WINDOW_MS).get(0);
            after.add(spec.table().get(0).weights().stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray());
        }
        return after;
    }

    private static Credit credit(Random random, int window, int i) {
        int label = random.nextInt(2);
        double[] p = new double[Predictions.PRIOR.length];
        for (int m = 0; m < p.length; m++) {
            double informed = 0.5 + (label == 1 ? 0.15 : -0.15) + 0.1 * random.nextGaussian();
            double noise = 0.5 + 0.18 * random.nextGaussian();
            p[m] = Math.min(0.99, Math.max(0.01, window >= NOISE_FROM && m == NOISY ? noise : informed));
        }
        return Predictions.credit("A", i, window * WINDOW_MS + i, 1, label, p);
    }

    /** Updates from the turn until the weight is half of what it was; -1 for never. */
    static int halfLife(List<double[]> weights) {
        double before = weights.get(NOISE_FROM - 1)[NOISY];
        for (int window = NOISE_FROM; window < weights.size(); window++) {
            if (weights.get(window)[NOISY] <= before / 2) {
                return window - NOISE_FROM + 1;
            }
        }
        return -1;
    }
}
