package io.quorate.learn;

import io.quorate.ensemble.BundleContents;
import io.quorate.ensemble.BundleEntry;
import io.quorate.ensemble.BundleJson;
import io.quorate.ensemble.BundleManifest;
import io.quorate.ensemble.BundleManifest.MemberEntry;
import io.quorate.ensemble.BundleManifest.TrainingWindow;
import io.quorate.ensemble.BundleReader;
import io.quorate.ensemble.BundleWriter;
import io.quorate.ensemble.EnsembleModel;
import io.quorate.ensemble.FeatureRow;
import io.quorate.ensemble.FeatureScaler;
import io.quorate.ensemble.ForestMember;
import io.quorate.ensemble.GoldenVectors;
import io.quorate.ensemble.LinearMember;
import io.quorate.ensemble.LinearWeights;
import io.quorate.ensemble.Member;
import io.quorate.ensemble.PlattCalibration;
import io.quorate.ensemble.RegimeModel;
import io.quorate.ensemble.XgboostModelReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Trains the four members of an ensemble and returns the bundle, which has been read back and verified.
 *
 * <p>Members are fitted on TRAIN, calibration and prior weights on CALIBRATION, nothing on TEST. Margins for the
 * calibration come from the evaluator that will serve them. Deterministic: equal rows and options give equal bytes.
 */
public final class EnsembleTrainer {
    private static final int LEAST_ROWS = 20;

    private EnsembleTrainer() {}

    /**
     * Trains on the rows.
     *
     * @throws IllegalArgumentException if a split has too few rows or only one label
     */
    public static BundleContents train(TrainingSet set, TrainOptions options, ProgressListener listener) {
        int[] train = usable(set, Split.TRAIN);
        int[] calibration = usable(set, Split.CALIBRATION);
        EnumMap<BundleEntry, byte[]> files = new EnumMap<>(BundleEntry.class);
        FeatureScaler scaler = ScalerFit.fit(set, train, options.scaler());
        List<Member> members = fit(set, train, scaler, options, listener, files);
        listener.progress("calibration", 0.9);
        double[][] margins = margins(set, members);
        List<PlattCalibration> calibrations = new ArrayList<>();
        double[][] probabilities = new double[members.size()][];
        for (int m = 0; m < margins.length; m++) {
            PlattCalibration platt = PlattFit.fit(pick(margins[m], calibration), set.labels(calibration));
            calibrations.add(platt);
            probabilities[m] = Arrays.stream(margins[m]).map(platt::probability).toArray();
        }
        double[][] calibrated =
                Arrays.stream(probabilities).map(p -> pick(p, calibration)).toArray(double[][]::new);
        double[] prior = PriorWeights.bySkill(calibrated, set.labels(calibration), options.minPriorWeight());
        EnsembleModel model = new EnsembleModel(
                options.version(), "", set.layoutId(), set.featureNames(), set.label(), members, calibrations, prior);
        listener.progress("regimes", 0.93);
        RegimeModel regime = RegimeFit.fit(set, train, options.regimeStates());
        if (regime != null) {
            files.put(BundleEntry.REGIME, BundleJson.write(regime));
        }
        listener.progress("metrics", 0.95);
        files.put(BundleEntry.METRICS, BundleJson.write(MetricsReport.of(set, model, probabilities)));
        files.put(BundleEntry.GOLDEN, BundleJson.write(GoldenVectors.of(model, GoldenInputs.choose(set))));
        BundleContents bundle = BundleContents.seal(manifest(set, options, scaler, calibrations, prior), files);
        listener.progress("verification", 0.97);
        byte[] archive = BundleWriter.archive(bundle);
        BundleReader.read(archive, null, archive.length);
        listener.progress("done", 1);
        return bundle;
    }

    private static List<Member> fit(
            TrainingSet set,
            int[] rows,
            FeatureScaler scaler,
            TrainOptions options,
            ProgressListener listener,
            Map<BundleEntry, byte[]> files) {
        ForestTrainer forests = new ForestTrainer(set, options);
        LinearTrainer linear = new LinearTrainer(set, scaler, options);
        listener.progress("random forest", 0);
        byte[] randomForest = forests.randomForest(rows);
        listener.progress("gradient boosting", 0.4);
        byte[] boosting = forests.boosting(rows);
        listener.progress("support vector machine", 0.8);
        LinearWeights svm = linear.svm(rows);
        listener.progress("logistic regression", 0.85);
        LinearWeights logistic = linear.logistic(rows);
        files.put(BundleEntry.RANDOM_FOREST, randomForest);
        files.put(BundleEntry.XGBOOST, boosting);
        files.put(BundleEntry.SVM, BundleJson.write(svm));
        files.put(BundleEntry.LOGISTIC, BundleJson.write(logistic));
        List<String> names = EnsembleModel.MEMBER_ORDER;
        return List.of(
                new ForestMember(names.get(0), XgboostModelReader.read(randomForest)),
                new ForestMember(names.get(1), XgboostModelReader.read(boosting)),
                new LinearMember(names.get(2), svm.bias(), svm.weights(), scaler),
                new LinearMember(names.get(3), logistic.bias(), logistic.weights(), scaler));
    }

    /** Margins by member, then row. */
    private static double[][] margins(TrainingSet set, List<Member> members) {
        double[][] margins = new double[members.size()][set.rows()];
        FeatureRow scratch = new FeatureRow(set.columns());
        for (int i = 0; i < set.rows(); i++) {
            scratch.load(set.features(i));
            for (int m = 0; m < margins.length; m++) {
                margins[m][i] = members.get(m).margin(scratch);
            }
        }
        return margins;
    }

    private static BundleManifest manifest(
            TrainingSet set,
            TrainOptions options,
            FeatureScaler scaler,
            List<PlattCalibration> calibrations,
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
        int positives = Arrays.stream(set.labels(rows)).sum();
        if (rows.length < LEAST_ROWS || positives == 0 || positives == rows.length) {
            throw new IllegalArgumentException("expected at least " + LEAST_ROWS + " " + split
                    + " rows with both labels, was " + rows.length + " with " + positives + " positives");
        }
        return rows;
    }

    private static double[] pick(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
    }
}
