package io.quorate.learn;

import io.quorate.ensemble.BundleContents;
import io.quorate.ensemble.BundleEntry;
import io.quorate.ensemble.BundleJson;
import io.quorate.ensemble.BundleManifest;
import io.quorate.ensemble.BundleManifest.MemberEntry;
import io.quorate.ensemble.BundleManifest.TrainingWindow;
import io.quorate.ensemble.BundleReader;
import io.quorate.ensemble.BundleWriter;
import io.quorate.ensemble.Calibration;
import io.quorate.ensemble.EnsembleModel;
import io.quorate.ensemble.FeatureScaler;
import io.quorate.ensemble.GoldenVectors;
import io.quorate.ensemble.RegimeModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Trains the four members of an ensemble and returns the bundle, which has been read back and verified.
 *
 * <p>Members are fitted on TRAIN, calibration and prior weights on {@link HonestMargins} of TRAIN and CALIBRATION, nothing
 * on TEST. Margins for the calibration come from the evaluator that will serve them. Deterministic: equal rows and options give equal bytes.
 */
public final class EnsembleTrainer {
    private EnsembleTrainer() {}

    /** The bundle alone; as {@link #run}. */
    public static BundleContents train(TrainingSet set, TrainOptions options, ProgressListener listener) {
        return run(set, options, listener).bundle();
    }

    /**
     * Trains on the rows.
     *
     * @throws IllegalArgumentException if a split has too few rows or only one label
     */
    public static Training run(TrainingSet set, TrainOptions options, ProgressListener listener) {
        int[] train = usable(set, Split.TRAIN);
        usable(set, Split.CALIBRATION);
        listener.progress("rounds of boosting", 0);
        int rounds = new ForestTrainer(set, options).rounds(train);
        FittedMembers fitted = FittedMembers.fit(set, train, rounds, options, within(listener, 0.05, 0.3));
        Map<BundleEntry, byte[]> files = new TreeMap<>(fitted.files());
        HonestMargins honest = HonestMargins.of(set, fitted, rounds, options, within(listener, 0.3, 0.85));
        listener.progress("calibration", 0.85);
        List<CalibrationFit> fits = new ArrayList<>();
        double[][] calibrated = new double[fitted.members().size()][];
        for (int m = 0; m < calibrated.length; m++) {
            CalibrationFit fit = CalibrationFit.of(honest, m, options.calibration());
            fits.add(fit);
            calibrated[m] = probabilities(fit.calibration(), honest.margins()[m]);
        }
        List<Calibration> calibrations =
                fits.stream().map(CalibrationFit::calibration).toList();
        double[] prior = PriorWeights.bySkill(calibrated, honest.labels(), options.minPriorWeight());
        EnsembleModel model = new EnsembleModel(
                options.version(),
                "",
                set.layoutId(),
                set.featureNames(),
                set.label(),
                fitted.members(),
                calibrations,
                prior);
        listener.progress("regimes", 0.87);
        RegimeModel regime = RegimeFit.fit(set, train, options.regimeStates());
        if (regime != null) {
            files.put(BundleEntry.REGIME, BundleJson.write(regime));
        }
        listener.progress("metrics", 0.9);
        ScoredRows scored = scored(set, model, fitted, calibrations);
        TrainingMetrics metrics =
                MetricsReport.of(scored, fits, PermutationImportance.of(scored, model, fitted.gain(), options.seed()));
        files.put(BundleEntry.METRICS, BundleJson.write(metrics));
        files.put(
                BundleEntry.REFERENCE,
                BundleJson.write(ReferenceFit.fit(
                        set,
                        List.of(model.memberNames()),
                        Arrays.copyOf(scored.probabilities(), prior.length),
                        prior)));
        files.put(BundleEntry.GOLDEN, BundleJson.write(GoldenVectors.of(model, GoldenInputs.choose(set))));
        BundleContents bundle =
                BundleContents.seal(manifest(set, options, fitted.scaler(), calibrations, prior), files);
        listener.progress("verification", 0.97);
        byte[] archive = BundleWriter.archive(bundle);
        BundleReader.read(archive, null, archive.length);
        listener.progress("done", 1);
        return new Training(options, bundle, metrics, scored);
    }

    private static ScoredRows scored(
            TrainingSet set, EnsembleModel model, FittedMembers fitted, List<Calibration> calibrations) {
        double[][] margins = fitted.margins(set, IntStream.range(0, set.rows()).toArray());
        double[][] probabilities = new double[margins.length][];
        for (int m = 0; m < margins.length; m++) {
            probabilities[m] = probabilities(calibrations.get(m), margins[m]);
        }
        return ScoredRows.of(set, model, probabilities);
    }

    private static double[] probabilities(Calibration calibration, double[] margins) {
        return Arrays.stream(margins).map(calibration::probability).toArray();
    }

    private static ProgressListener within(ProgressListener listener, double from, double to) {
        return (step, fraction) -> listener.progress(step, from + (to - from) * fraction);
    }

    private static BundleManifest manifest(
            TrainingSet set,
            TrainOptions options,
            FeatureScaler scaler,
            List<Calibration> calibrations,
            double[] prior) {
        List<BundleEntry> files =
                List.of(BundleEntry.RANDOM_FOREST, BundleEntry.XGBOOST, BundleEntry.SVM, BundleEntry.LOGISTIC);
        List<MemberEntry> members = new ArrayList<>();
        for (int m = 0; m < prior.length; m++) {
            members.add(new MemberEntry(
                    EnsembleModel.MEMBER_ORDER.get(m), files.get(m).fileName(), calibrations.get(m), prior[m]));
        }
        int[] calibration = set.rows(Split.CALIBRATION);
        return new BundleManifest(
                BundleManifest.FORMAT,
                options.version(),
                set.layoutId(),
                set.featureNames(),
                scaler,
                members,
                set.label(),
                new TrainingWindow(set.tsMs(set.rows(Split.TRAIN)[0]), set.tsMs(calibration[calibration.length - 1])),
                set.sha256(),
                options.codeVersion(),
                Map.of());
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
