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
        EnsembleFit fit = EnsembleFit.of(set, options, listener);
        FittedMembers fitted = fit.fitted();
        List<Calibration> calibrations = fit.calibrations();
        double[] prior = fit.prior();
        EnsembleModel model = fit.model(set, options.version(), "", false);
        Map<BundleEntry, byte[]> files = new TreeMap<>(fitted.files());
        RegimeModel regime = fit.regime();
        if (regime != null) {
            files.put(BundleEntry.REGIME, BundleJson.write(regime));
        }
        listener.progress("metrics", 0.9);
        ScoredRows scored = scored(set, model, fitted, calibrations);
        TrainingMetrics metrics = MetricsReport.of(
                scored, fit.fits(), PermutationImportance.of(scored, model, fitted.gain(), options.seed()));
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

    /**
     * The model alone, the bits of the bundle's, without what only a bundle needs: metrics, importances, golden vectors,
     * the archive and its verification. For searches that train often and keep little.
     *
     * @param identity stands for the digest of the archive; another model has another
     * @throws IllegalArgumentException as {@link #run}
     */
    public static EnsembleModel model(TrainingSet set, TrainOptions options, String identity) {
        return EnsembleFit.of(set, options, ProgressListener.NONE).model(set, options.version(), identity, true);
    }

    private static ScoredRows scored(
            TrainingSet set, EnsembleModel model, FittedMembers fitted, List<Calibration> calibrations) {
        double[][] margins = fitted.margins(set, IntStream.range(0, set.rows()).toArray());
        double[][] probabilities = new double[margins.length][];
        for (int m = 0; m < margins.length; m++) {
            probabilities[m] = EnsembleFit.probabilities(calibrations.get(m), margins[m]);
        }
        return ScoredRows.of(set, model, probabilities);
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
}
