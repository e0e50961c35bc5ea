package io.quorate.learn;

import io.quorate.ensemble.Calibration;
import io.quorate.ensemble.EnsembleModel;
import io.quorate.ensemble.RegimeFilter;
import io.quorate.ensemble.RegimeModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is fitted to make an ensemble, before it is measured and written.
 *
 * @param fitted members and scaler, fitted on TRAIN
 * @param fits calibration of each member
 * @param prior prior weights
 * @param regime model of regimes; null for none
 */
record EnsembleFit(
        FittedMembers fitted,
        List<CalibrationFit> fits,
        double[] prior,
        @Nullable RegimeModel regime) {

    /**
     * Fits it.
     *
     * @throws IllegalArgumentException if a split has too few rows or only one label
     */
    static EnsembleFit of(TrainingSet set, TrainOptions options, ProgressListener listener) {
        int[] train = usable(set, Split.TRAIN);
        usable(set, Split.CALIBRATION);
        listener.progress("rounds of boosting", 0);
        int rounds = new ForestTrainer(set.only(options.features()), options).rounds(train);
        FittedMembers fitted = FittedMembers.fit(set, train, rounds, options, within(listener, 0.05, 0.3));
        HonestMargins honest = HonestMargins.of(set, fitted, rounds, options, within(listener, 0.3, 0.85));
        listener.progress("calibration", 0.85);
        List<CalibrationFit> fits = new ArrayList<>();
        double[][] calibrated = new double[fitted.members().size()][];
        for (int m = 0; m < calibrated.length; m++) {
            CalibrationFit fit = CalibrationFit.of(honest, m, options.calibration());
            fits.add(fit);
            calibrated[m] = probabilities(fit.calibration(), honest.margins()[m]);
        }
        double[] prior = PriorWeights.bySkill(calibrated, honest.labels(), options.minPriorWeight());
        listener.progress("regimes", 0.87);
        return new EnsembleFit(fitted, List.copyOf(fits), prior, RegimeFit.fit(set, train, options.regimeStates()));
    }

    List<Calibration> calibrations() {
        return fits.stream().map(CalibrationFit::calibration).toList();
    }

    /**
     * The model that scores.
     *
     * @param identity digest of its archive, or what stands for it
     * @param regimes whether it filters regimes
     */
    EnsembleModel model(TrainingSet set, String version, String identity, boolean regimes) {
        RegimeFilter filter = regime == null || !regimes ? null : new RegimeFilter(regime, set.featureNames());
        return new EnsembleModel(
                version,
                identity,
                set.layoutId(),
                set.featureNames(),
                set.label(),
                fitted.members(),
                calibrations(),
                prior,
                filter);
    }

    static double[] probabilities(Calibration calibration, double[] margins) {
        return Arrays.stream(margins).map(calibration::probability).toArray();
    }

    private static ProgressListener within(ProgressListener listener, double from, double to) {
        return (step, fraction) -> listener.progress(step, from + (to - from) * fraction);
    }

    private static int[] usable(TrainingSet set, Split split) {
        int[] rows = set.rows(split);
        if (!set.teaches(rows)) {
            throw new IllegalArgumentException("expected at least " + TrainingSet.LEAST_ROWS + " " + split
                    + " rows with both labels, was " + rows.length + " with "
                    + Arrays.stream(set.labels(rows)).sum() + " positives");
        }
        return rows;
    }
}
