package io.quorate.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.ensemble.BundleContents;
import io.quorate.ensemble.BundleEntry;
import io.quorate.ensemble.BundleJson;
import io.quorate.ensemble.BundleManifest;
import io.quorate.ensemble.BundleManifest.MemberEntry;
import io.quorate.ensemble.BundleManifest.TrainingWindow;
import io.quorate.ensemble.BundleReader;
import io.quorate.ensemble.BundleWriter;
import io.quorate.ensemble.EnsembleModel;
import io.quorate.ensemble.EnsembleScorer;
import io.quorate.ensemble.FeatureRow;
import io.quorate.ensemble.FeatureScaler;
import io.quorate.ensemble.FlatForest;
import io.quorate.ensemble.LinearMember;
import io.quorate.ensemble.LinearWeights;
import io.quorate.ensemble.PlattCalibration;
import io.quorate.ensemble.XgboostModelReader;
import io.quorate.schema.model.LabelSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models trained elsewhere must give the probabilities recorded there. Skipped without the shared reference data. */
class ReferenceModelTest {
    private static final String FOLDER = "reference/ml_spy_hour";

    private static final int HORIZON = 3;

    private static @Nullable Path folder;

    @BeforeAll
    static void locate() {
        folder = shared();
        assumeTrue(folder != null, "no shared reference data: " + FOLDER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"y_big", "y_dir"})
    void importedModelsReproduceTheirPredictions(String label) throws IOException {
        Path root = Objects.requireNonNull(folder);
        FlatForest forest = XgboostModelReader.read(Files.readAllBytes(root.resolve("xgb_" + label + ".json")));
        JsonNode linear = new ObjectMapper()
                .readTree(root.resolve("linear_" + label + ".json").toFile());
        FeatureScaler scaler = new FeatureScaler(numbers(linear.get("scaler_mean")), numbers(linear.get("scaler_std")));
        LinearMember svm = linear("svm", linear.get("svm"), scaler);
        LinearMember lr = linear("lr", linear.get("lr"), scaler);
        PlattCalibration platt = new PlattCalibration(
                -linear.at("/svm/platt_A").doubleValue(),
                -linear.at("/svm/platt_B").doubleValue());
        Map<Long, double[]> features = features(root, linear.get("feature_order"));
        FeatureRow row = new FeatureRow(scaler.size());
        List<String[]> predictions = csv(root.resolve("predictions_" + label + ".csv.gz"));
        List<String> header = Arrays.asList(predictions.get(0));
        assertThat(predictions).hasSizeGreaterThan(9_000);
        for (String[] expected : predictions.subList(1, predictions.size())) {
            row.load(Objects.requireNonNull(features.get(Long.parseLong(expected[0]))));
            assertThat(PlattCalibration.sigmoid(forest.margin(row)))
                    .as("xgb at %s", expected[0])
                    .isCloseTo(Double.parseDouble(expected[header.indexOf("xgb")]), offset(1e-6));
            assertThat(platt.probability(svm.margin(row)))
                    .as("svm at %s", expected[0])
                    .isCloseTo(Double.parseDouble(expected[header.indexOf("svm")]), offset(1e-6));
            assertThat(PlattCalibration.sigmoid(lr.margin(row)))
                    .as("lr at %s", expected[0])
                    .isCloseTo(Double.parseDouble(expected[header.indexOf("lr")]), offset(1e-6));
        }
    }

    /** What somebody does who has an XGBoost model in JSON and linear coefficients, and wants a bundle. */
    @Test
    void modelsTrainedElsewhereMakeABundleThatReproducesThem() throws IOException {
        Path root = Objects.requireNonNull(folder);
        JsonNode linear =
                new ObjectMapper().readTree(root.resolve("linear_y_big.json").toFile());
        List<String> names = new ArrayList<>();
        linear.get("feature_order").forEach(name -> names.add(name.textValue()));
        BundleEntry forestFile = BundleEntry.member("xgb_y_big.json");
        BundleEntry linearFile = BundleEntry.member("lr.json");
        BundleManifest draft = new BundleManifest(
                BundleManifest.FORMAT,
                "imported",
                "reference",
                names,
                new FeatureScaler(numbers(linear.get("scaler_mean")), numbers(linear.get("scaler_std"))),
                List.of(
                        new MemberEntry("xgb", forestFile.fileName(), PlattCalibration.IDENTITY, 0.5, "xgboost"),
                        new MemberEntry("lr", linearFile.fileName(), PlattCalibration.IDENTITY, 0.5, "linear")),
                LabelSpec.bigMove(3),
                new TrainingWindow(0, 0),
                "",
                "test",
                Map.of());
        Map<BundleEntry, byte[]> files = Map.of(
                forestFile,
                Files.readAllBytes(root.resolve("xgb_y_big.json")),
                linearFile,
                BundleJson.write(new LinearWeights(
                        1, linear.at("/lr/intercept").doubleValue(), numbers(linear.at("/lr/coef")))));
        Map<Long, double[]> features = features(root, linear.get("feature_order"));
        double[][] golden = features.values().stream().limit(20).toArray(double[][]::new);
        golden[0] = golden[0].clone();
        golden[0][0] = Double.NaN;
        byte[] archive = BundleWriter.archive(BundleContents.pack(draft, files, golden));
        EnsembleModel model = BundleReader.read(archive, null, archive.length);
        List<String[]> predictions = csv(root.resolve("predictions_y_big.csv.gz"));
        List<String> header = Arrays.asList(predictions.get(0));
        EnsembleScorer scorer = new EnsembleScorer();
        double[] members = new double[2];
        for (String[] expected : predictions.subList(1, predictions.size())) {
            double[] x = Objects.requireNonNull(features.get(Long.parseLong(expected[0])));
            scorer.probability(model, x, model.priorWeights(), members);
            assertThat(members[0]).isCloseTo(Double.parseDouble(expected[header.indexOf("xgb")]), offset(1e-6));
            assertThat(members[1]).isCloseTo(Double.parseDouble(expected[header.indexOf("lr")]), offset(1e-6));
        }
    }

    @Test
    void ourTrainingIsAsGoodAsTheReferenceOnTheSameSplit() throws IOException {
        Path root = Objects.requireNonNull(folder);
        Training training = EnsembleTrainer.run(
                referenceRows(root, "y_big"), TrainOptions.defaults("reference", "test"), ProgressListener.NONE);
        Map<String, BinaryScores> ours =
                Objects.requireNonNull(training.metrics().splits().get("test")).scores();
        JsonNode theirs = new ObjectMapper()
                .readTree(root.resolve("metrics.json").toFile())
                .at("/y_big/test");
        String[][] members = {{"random_forest", "rf"}, {"xgboost", "xgb"}, {"svm", "svm"}, {"logistic", "lr"}};
        for (String[] pair : members) {
            assertThat(Objects.requireNonNull(ours.get(pair[0])).auc())
                    .as("AUC of %s", pair[0])
                    .isGreaterThanOrEqualTo(theirs.at("/" + pair[1] + "/auc").doubleValue() - 0.005);
        }
        BinaryScores ensemble = Objects.requireNonNull(ours.get(ScoredRows.ENSEMBLE));
        JsonNode mean = theirs.get("ens_mean");
        assertThat(ensemble.logLoss()).isLessThanOrEqualTo(mean.get("logloss").doubleValue() + 0.002);
        assertThat(ensemble.brier()).isLessThanOrEqualTo(mean.get("brier").doubleValue() + 0.002);
        assertThat(ensemble.ece()).isLessThanOrEqualTo(0.03);
        assertThat(training.metrics().importance().features().get(0).aucDrop()).isGreaterThan(0.02);
    }

    private static TrainingSet referenceRows(Path root, String label) throws IOException {
        JsonNode order = new ObjectMapper()
                .readTree(root.resolve("linear_" + label + ".json").toFile())
                .get("feature_order");
        List<String> names = new ArrayList<>();
        order.forEach(name -> names.add(name.textValue()));
        Map<Long, double[]> features = features(root, order);
        List<String[]> csv = csv(root.resolve("features_labels.csv.gz"));
        List<String> header = Arrays.asList(csv.get(0));
        Split[] splits = {Split.PURGED, Split.TRAIN, Split.CALIBRATION, Split.TEST};
        List<TrainingRow> rows = new ArrayList<>();
        for (int i = 1; i < csv.size(); i++) {
            String[] row = csv.get(i);
            long tsMs = Long.parseLong(row[header.indexOf("ts_ms")]);
            String[] known = csv.get(Math.min(i + HORIZON, csv.size() - 1));
            rows.add(new TrainingRow(
                    row[header.indexOf("symbol")],
                    tsMs,
                    Long.parseLong(known[header.indexOf("ts_ms")]),
                    Objects.requireNonNull(features.get(tsMs)),
                    Integer.parseInt(row[header.indexOf(label)]),
                    splits[Integer.parseInt(row[header.indexOf("split")]) + 1]));
        }
        return new TrainingSet("reference", names, LabelSpec.bigMove(HORIZON), rows);
    }

    private static LinearMember linear(String name, JsonNode model, FeatureScaler scaler) {
        return new LinearMember(name, model.get("intercept").doubleValue(), numbers(model.get("coef")), scaler);
    }

    private static Map<Long, double[]> features(Path root, JsonNode order) throws IOException {
        List<String[]> rows = csv(root.resolve("features_labels.csv.gz"));
        List<String> header = Arrays.asList(rows.get(0));
        int[] columns = new int[order.size()];
        Arrays.setAll(columns, j -> header.indexOf(order.get(j).textValue()));
        Map<Long, double[]> features = new TreeMap<>();
        for (String[] row : rows.subList(1, rows.size())) {
            features.put(
                    Long.parseLong(row[header.indexOf("ts_ms")]),
                    Arrays.stream(columns)
                            .mapToDouble(c -> row[c].isEmpty() ? Double.NaN : Double.parseDouble(row[c]))
                            .toArray());
        }
        return features;
    }

    private static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        Arrays.setAll(numbers, i -> array.get(i).doubleValue());
        return numbers;
    }

    private static List<String[]> csv(Path file) throws IOException {
        List<String[]> rows = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                rows.add(line.split(",", -1));
            }
        }
        return rows;
    }

    private static @Nullable Path shared() {
        String configured = System.getProperty("quorate.shared");
        if (configured != null) {
            return existing(Path.of(configured));
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path found = existing(at.resolve("shared"));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable Path existing(Path shared) {
        Path found = shared.resolve(FOLDER);
        return Files.isRegularFile(found.resolve("xgb_y_big.json")) ? found : null;
    }
}
