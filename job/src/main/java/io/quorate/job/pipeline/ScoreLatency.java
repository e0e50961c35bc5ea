package io.quorate.job.pipeline;

import io.quorate.ensemble.EnsembleModel;
import io.quorate.ensemble.EnsembleScorer;
import io.quorate.schema.feature.FeatureVector;
import java.util.Arrays;
import java.util.List;

/** How long scoring one row takes on this machine. */
final class ScoreLatency {
    private static final int WARM_UP = 30_000;
    private static final int MEASURED = 20_000;
    private static final double SHARE = 0.99;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final String[] NOBODY = {};

    private ScoreLatency() {}

    /** p99 of a row in microseconds, after warming up. */
    static double p99Micros(EnsembleModel model, List<FeatureVector> rows) {
        EnsembleScorer scorer = new EnsembleScorer();
        double[] weights = model.priorWeights();
        double checksum = 0;
        for (int i = 0; i < WARM_UP; i++) {
            checksum += scorer.score(rows.get(i % rows.size()), model, 1, weights, -1, NOBODY)
                    .probability();
        }
        long[] nanos = new long[MEASURED];
        for (int i = 0; i < MEASURED; i++) {
            FeatureVector row = rows.get(i % rows.size());
            long begin = System.nanoTime();
            checksum += scorer.score(row, model, 1, weights, -1, NOBODY).probability();
            nanos[i] = System.nanoTime() - begin;
        }
        if (checksum == Double.POSITIVE_INFINITY) {
            throw new IllegalStateException("expected probabilities, was infinite");
        }
        Arrays.sort(nanos);
        return nanos[(int) (SHARE * MEASURED)] / NANOS_PER_MICRO;
    }
}
