package io.quorate.learn;

import io.quorate.ensemble.EnsembleModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Every row of a training set with what the ensemble says of it.
 *
 * @param set the rows
 * @param names members in declared order, then {@value #ENSEMBLE}
 * @param probabilities by name, then row
 */
public record ScoredRows(TrainingSet set, List<String> names, double[][] probabilities) {
    /** Name of the ensemble among its members. */
    public static final String ENSEMBLE = "ensemble";

    /** Adds the ensemble under its prior weights to calibrated probabilities of its members. */
    static ScoredRows of(TrainingSet set, EnsembleModel model, double[][] members) {
        double[] prior = model.priorWeights();
        double[] ensemble = new double[set.rows()];
        for (int i = 0; i < ensemble.length; i++) {
            for (int m = 0; m < prior.length; m++) {
                ensemble[i] += prior[m] * members[m][i];
            }
        }
        List<String> names = new ArrayList<>(List.of(model.memberNames()));
        names.add(ENSEMBLE);
        double[][] all = Arrays.copyOf(members, members.length + 1);
        all[members.length] = ensemble;
        return new ScoredRows(set, List.copyOf(names), all);
    }

    /** Probabilities of one name on some rows. */
    public double[] probabilities(String name, int[] rows) {
        double[] all = probabilities[names.indexOf(name)];
        return Arrays.stream(rows).mapToDouble(row -> all[row]).toArray();
    }

    /** Rows that nothing was fitted on: test, or calibration when there is no test with both labels. */
    public Split held() {
        int[] labels = set.labels(set.rows(Split.TEST));
        int positives = Arrays.stream(labels).sum();
        return positives > 0 && positives < labels.length ? Split.TEST : Split.CALIBRATION;
    }
}
