package io.quorate.learn;

import io.quorate.ensemble.BundleEntry;
import io.quorate.ensemble.BundleJson;
import io.quorate.ensemble.EnsembleModel;
import io.quorate.ensemble.FeatureRow;
import io.quorate.ensemble.FeatureScaler;
import io.quorate.ensemble.ForestMember;
import io.quorate.ensemble.LinearMember;
import io.quorate.ensemble.LinearWeights;
import io.quorate.ensemble.Member;
import io.quorate.ensemble.XgboostModelReader;
import io.quorate.learn.ForestTrainer.Forest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The four members fitted on some rows, before calibration.
 *
 * @param members in declared order, by the evaluators that will serve them
 * @param scaler normalisation of the linear members' inputs, fitted on the same rows
 * @param files their files in a bundle
 * @param gain loss that splits took away, by forest, then feature
 */
record FittedMembers(
        List<Member> members, FeatureScaler scaler, Map<BundleEntry, byte[]> files, Map<String, double[]> gain) {

    /**
     * Fits them.
     *
     * @param rounds rounds of boosting
     */
    static FittedMembers fit(TrainingSet all, int[] rows, int rounds, TrainOptions options, ProgressListener listener) {
        TrainingSet set = all.only(options.features());
        FeatureScaler scaler = ScalerFit.fit(set, rows, options.scaler());
        ForestTrainer forests = new ForestTrainer(set, options);
        LinearTrainer linear = new LinearTrainer(set, scaler, options);
        listener.progress("random forest", 0);
        Forest randomForest = forests.randomForest(rows);
        listener.progress("gradient boosting", 0.45);
        Forest boosting = forests.boosting(rows, rounds);
        listener.progress("support vector machine", 0.9);
        LinearWeights svm = linear.svm(rows);
        listener.progress("logistic regression", 0.95);
        LinearWeights logistic = linear.logistic(rows);
        Map<BundleEntry, byte[]> files = new LinkedHashMap<>();
        files.put(BundleEntry.RANDOM_FOREST, randomForest.ubj());
        files.put(BundleEntry.XGBOOST, boosting.ubj());
        files.put(BundleEntry.SVM, BundleJson.write(svm));
        files.put(BundleEntry.LOGISTIC, BundleJson.write(logistic));
        List<String> names = EnsembleModel.MEMBER_ORDER;
        Map<String, double[]> gain = new LinkedHashMap<>();
        gain.put(names.get(0), randomForest.gain());
        gain.put(names.get(1), boosting.gain());
        return new FittedMembers(
                List.of(
                        new ForestMember(names.get(0), XgboostModelReader.read(randomForest.ubj())),
                        new ForestMember(names.get(1), XgboostModelReader.read(boosting.ubj())),
                        new LinearMember(names.get(2), svm.bias(), svm.weights(), scaler),
                        new LinearMember(names.get(3), logistic.bias(), logistic.weights(), scaler)),
                scaler,
                files,
                gain);
    }

    /** Margins by member, in the order of the rows. */
    double[][] margins(TrainingSet set, int[] rows) {
        double[][] margins = new double[members.size()][rows.length];
        FeatureRow scratch = new FeatureRow(set.columns());
        for (int i = 0; i < rows.length; i++) {
            scratch.load(set.features(rows[i]));
            for (int m = 0; m < margins.length; m++) {
                margins[m][i] = members.get(m).margin(scratch);
            }
        }
        return margins;
    }
}
