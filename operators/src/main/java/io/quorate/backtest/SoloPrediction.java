package io.quorate.backtest;

import io.quorate.schema.model.Prediction;
import io.quorate.schema.model.PredictionStatus;

/**
 * What an ensemble would say if one member were all of it: the member's calibrated probability, no spread, no quorum. A
 * member that does not answer, or that the ensemble in force does not have, leaves it DEGRADED.
 */
final class SoloPrediction {

    private static final double[] ONE = {1};

    private SoloPrediction() {}

    static Prediction of(Prediction p, String member, String[] name) {
        double probability = Double.NaN;
        String[] names = p.memberNames();
        for (int m = 0; m < names.length; m++) {
            if (names[m].equals(member)) {
                probability = p.memberProbabilities()[m];
            }
        }
        PredictionStatus status = p.status();
        if (status == PredictionStatus.OK || status == PredictionStatus.DEGRADED) {
            status = Double.isNaN(probability) ? PredictionStatus.DEGRADED : PredictionStatus.OK;
        }
        return new Prediction(
                p.features(),
                status,
                p.label(),
                p.ensembleVersion(),
                -1,
                name,
                new double[] {probability},
                ONE,
                probability,
                Math.abs(2 * probability - 1),
                status == PredictionStatus.OK ? 0 : Double.NaN,
                p.subscribers(),
                p.regimeState(),
                p.regimeProbability(),
                p.regimeSamples());
    }
}
