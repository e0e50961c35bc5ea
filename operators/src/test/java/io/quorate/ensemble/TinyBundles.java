package io.quorate.ensemble;

import io.quorate.ensemble.BundleManifest.MemberEntry;
import io.quorate.ensemble.BundleManifest.TrainingWindow;
import io.quorate.schema.model.LabelSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Hand-made bundles of two features and stumps, so that these tests need no training. */
final class TinyBundles {
    static final String LAYOUT = "layout-1";
    static final List<String> NAMES = List.of("logret", "z_20");
    static final double[] PRIOR = {0.4, 0.3, 0.2, 0.1};

    private TinyBundles() {}

    static BundleContents bundle(String version) {
        return BundleContents.seal(manifest(version), files());
    }

    static BundleManifest manifest(String version) {
        return new BundleManifest(
                1,
                version,
                LAYOUT,
                NAMES,
                scaler(),
                memberEntries(),
                LabelSpec.tripleBarrier(10, 2, 1),
                new TrainingWindow(1_000, 2_000),
                "00",
                "test",
                Map.of());
    }

    static List<MemberEntry> memberEntries() {
        List<MemberEntry> entries = new ArrayList<>();
        String[] files = {"random_forest.ubj", "xgboost.ubj", "svm.json", "logistic.json"};
        for (int m = 0; m < files.length; m++) {
            entries.add(new MemberEntry(
                    EnsembleModel.MEMBER_ORDER.get(m), files[m], new PlattCalibration(1 + m, 0.1 * m), PRIOR[m]));
        }
        return entries;
    }

    static Map<BundleEntry, byte[]> files() {
        Map<BundleEntry, byte[]> files = new TreeMap<>();
        files.put(BundleEntry.RANDOM_FOREST, text(xgboostJson(2, 0.5f)));
        files.put(BundleEntry.XGBOOST, text(xgboostJson(2, -0.25f)));
        files.put(BundleEntry.SVM, BundleJson.write(new LinearWeights(1, 0.1, new double[] {1, -1})));
        files.put(BundleEntry.LOGISTIC, BundleJson.write(new LinearWeights(1, -0.2, new double[] {0.5, 2})));
        files.put(BundleEntry.METRICS, text("{\"v\":1}\n"));
        files.put(BundleEntry.GOLDEN, BundleJson.write(GoldenVectors.of(model("any"), goldenInputs())));
        return files;
    }

    static EnsembleModel model(String sha256) {
        List<Member> members = List.of(
                new ForestMember("random_forest", XgboostModelReader.read(text(xgboostJson(2, 0.5f)))),
                new ForestMember("xgboost", XgboostModelReader.read(text(xgboostJson(2, -0.25f)))),
                new LinearMember("svm", 0.1, new double[] {1, -1}, scaler()),
                new LinearMember("logistic", -0.2, new double[] {0.5, 2}, scaler()));
        return new EnsembleModel(
                "v",
                sha256,
                LAYOUT,
                NAMES,
                LabelSpec.tripleBarrier(10, 2, 1),
                members,
                memberEntries().stream().map(MemberEntry::calibration).toList(),
                PRIOR);
    }

    static double[][] goldenInputs() {
        Random random = new Random(11);
        double[][] inputs = new double[20][];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = new double[] {random.nextGaussian(), i % 5 == 0 ? Double.NaN : random.nextGaussian()};
        }
        return inputs;
    }

    static FeatureScaler scaler() {
        return new FeatureScaler(new double[] {0.1, -0.2}, new double[] {2, 0.5});
    }

    /** Two stumps on the first and last feature, in XGBoost's JSON. */
    static String xgboostJson(int features, float leaf) {
        String tree = "{\"default_left\":[1,0,0],\"left_children\":[1,-1,-1],\"right_children\":[2,-1,-1],"
                + "\"split_conditions\":[0.1," + -leaf + "," + leaf + "],\"split_indices\":[%d,0,0],"
                + "\"split_type\":[0,0,0],\"tree_param\":{\"num_nodes\":\"3\",\"size_leaf_vector\":\"0\"}}";
        return "{\"learner\":{\"attributes\":{},\"feature_names\":[],"
                + "\"gradient_booster\":{\"model\":{\"trees\":[" + tree.formatted(0) + ","
                + tree.formatted(features - 1)
                + "]},\"name\":\"gbtree\"},"
                + "\"learner_model_param\":{\"base_score\":\"5E-1\",\"num_class\":\"0\",\"num_feature\":\"" + features
                + "\",\"num_target\":\"1\"},\"objective\":{\"name\":\"binary:logistic\"}},\"version\":[3,0,4]}";
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
