package io.quorate.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.ensemble.Contributions;
import io.quorate.ensemble.EnsembleModel;
import io.quorate.ensemble.EnsembleScorer;
import io.quorate.ensemble.FeatureRow;
import io.quorate.ensemble.FlatForest;
import io.quorate.ensemble.ForestMember;
import io.quorate.ensemble.MarginSplit;
import io.quorate.ensemble.PlattCalibration;
import io.quorate.ensemble.XgboostModelReader;
import io.quorate.schema.model.LabelSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our evaluator against XGBoost itself, on rows with missing values, zeros and infinities. */
class XgboostParityTest {
    private static final int COLUMNS = 12;
    private static final float[] ODD = {
        Float.NaN, 0f, -0f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e-40f, Float.MAX_VALUE
    };

    @ParameterizedTest(name = "{0} seed {1} {2} base score {3}")
    @CsvSource({
        "boosting,1,ubj,0.5", "boosting,2,json,0.5", "boosting,3,ubj,", "boosting,4,json,",
        "forest,1,ubj,0.5", "forest,2,json,0.5", "forest,3,ubj,", "forest,4,json,"
    })
    void marginsAndProbabilitiesAgree(String kind, long seed, String format, @Nullable Double baseScore)
            throws XGBoostError {
        Random random = new Random(seed);
        DMatrix matrix = trainingMatrix(random, 3_000);
        Booster booster =
                XGBoost.train(matrix, parameters(kind, seed), kind.equals("forest") ? 1 : 60, Map.of(), null, null);
        FlatForest forest = XgboostModelReader.read(booster.toByteArray(format));
        assertThat(forest.trees()).isEqualTo(kind.equals("forest") ? 50 : 60);
        int rows = 4_000;
        float[] x = new float[rows * COLUMNS];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextInt(3) == 0 ? ODD[random.nextInt(ODD.length)] : (float) random.nextGaussian();
        }
        float[][] probabilities = booster.inplace_predict(x, rows, COLUMNS, Float.NaN);
        float[][] margins = booster.inplace_predict(
                x, rows, COLUMNS, Float.NaN, new int[] {0, 0}, Booster.PredictionType.kMargin, null);
        FeatureRow row = new FeatureRow(COLUMNS);
        double[] features = new double[COLUMNS];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < COLUMNS; j++) {
                features[j] = x[i * COLUMNS + j];
            }
            float margin = forest.margin(row.load(features));
            if (baseScore != null) {
                assertThat(margin).as("no logarithm in between: the same bits").isEqualTo(margins[i][0]);
            }
            assertThat((double) margin).isCloseTo(margins[i][0], offset(1e-6));
            assertThat(PlattCalibration.sigmoid(margin)).isCloseTo(probabilities[i][0], offset(1e-6));
        }
        booster.dispose();
        matrix.dispose();
    }

    /**
     * One hundred thousand rows of every size of forest that is promised, with contributions. Rows take values next to
     * thresholds: equal to one, the next float on either side, and a double that is equal only as a float.
     */
    @ParameterizedTest(name = "{0} x {1} trees of depth {2}")
    @CsvSource({"boosting,300,6", "forest,200,10", "forest,40,16", "boosting,2000,4"})
    void aHundredThousandRowsAgree(String kind, int trees, int depth) throws XGBoostError {
        Random random = new Random(trees);
        DMatrix matrix = trainingMatrix(random, 4_000);
        Map<String, Object> parameters = parameters(kind, 7);
        parameters.put("max_depth", depth);
        parameters.put("min_child_weight", 0);
        parameters.put("eta", kind.equals("forest") ? 1.0 : 0.1);
        parameters.put("num_parallel_tree", kind.equals("forest") ? trees : 1);
        Booster booster = XGBoost.train(matrix, parameters, kind.equals("forest") ? 1 : trees, Map.of(), null, null);
        FlatForest forest = XgboostModelReader.read(booster.toByteArray("ubj"));
        assertThat(forest.trees()).isEqualTo(trees);
        float[] thresholds = thresholds(booster);
        EnsembleModel model = alone(forest);
        Contributions contributions = new Contributions(model);
        EnsembleScorer scorer = new EnsembleScorer();
        int rows = 10_000;
        for (int chunk = 0; chunk < 10; chunk++) {
            float[] x = new float[rows * COLUMNS];
            double[][] features = new double[rows][COLUMNS];
            for (int i = 0; i < x.length; i++) {
                double value = value(random, thresholds);
                x[i] = (float) value;
                features[i / COLUMNS][i % COLUMNS] = value;
            }
            float[][] margins = booster.inplace_predict(
                    x, rows, COLUMNS, Float.NaN, new int[] {0, 0}, Booster.PredictionType.kMargin, null);
            float[][] probabilities =
                    chunk == 0 ? booster.inplace_predict(x, rows, COLUMNS, Float.NaN) : sigmoids(margins);
            double[][] members = new double[rows][2];
            scorer.probabilities(model, features, new double[] {0.5, 0.5}, members, new double[rows]);
            FeatureRow row = new FeatureRow(COLUMNS);
            for (int i = 0; i < rows; i++) {
                float margin = forest.margin(row.load(features[i]));
                if (margin != margins[i][0] || !(Math.abs(members[i][0] - probabilities[i][0]) <= 1e-6)) {
                    throw new AssertionError("row " + i + " of chunk " + chunk + ": expected " + margins[i][0] + " and "
                            + probabilities[i][0] + ", was " + margin + " and " + members[i][0]);
                }
                if (members[i][0] != PlattCalibration.sigmoid(margin)) {
                    throw new AssertionError("expected the same bits in a batch, row " + i);
                }
            }
            if (chunk == 0) {
                assertContributions(booster, x, features, contributions);
            }
        }
        booster.dispose();
        matrix.dispose();
    }

    private static float[][] sigmoids(float[][] margins) {
        float[][] probabilities = new float[margins.length][1];
        for (int i = 0; i < margins.length; i++) {
            probabilities[i][0] = (float) PlattCalibration.sigmoid(margins[i][0]);
        }
        return probabilities;
    }

    private static void assertContributions(Booster booster, float[] x, double[][] features, Contributions ours)
            throws XGBoostError {
        int rows = 300;
        float[] finite = Arrays.copyOf(x, rows * COLUMNS);
        for (int i = 0; i < finite.length; i++) {
            // a matrix refuses infinity, which no threshold tells from the greatest number
            finite[i] = Float.isInfinite(finite[i]) ? Math.copySign(Float.MAX_VALUE, finite[i]) : finite[i];
        }
        DMatrix some = new DMatrix(finite, rows, COLUMNS, Float.NaN);
        float[][] theirs = booster.predictContrib(some, 0);
        for (int i = 0; i < rows; i++) {
            MarginSplit split = ours.of(features[i]).get(0);
            assertClose(split.base(), theirs[i][COLUMNS], i, COLUMNS);
            assertClose(split.sum(), split.margin(), i, COLUMNS);
            for (int j = 0; j < COLUMNS; j++) {
                assertClose(split.features()[j], theirs[i][j], i, j);
            }
        }
        some.dispose();
    }

    /** Theirs is a sum of floats, whose error grows with it; ours is not. */
    private static void assertClose(double was, double expected, int row, int column) {
        assertThat(was)
                .as("row %d column %d", row, column)
                .isCloseTo(expected, offset(1e-5 * Math.max(1, Math.abs(expected))));
    }

    private static EnsembleModel alone(FlatForest forest) {
        List<String> names = IntStream.range(0, COLUMNS).mapToObj(i -> "f" + i).toList();
        return new EnsembleModel(
                "",
                "",
                "",
                names,
                LabelSpec.direction(1),
                List.of(new ForestMember("a", forest), new ForestMember("b", forest)),
                List.of(PlattCalibration.IDENTITY, PlattCalibration.IDENTITY),
                new double[] {0.5, 0.5});
    }

    private static double value(Random random, float[] thresholds) {
        float threshold = thresholds[random.nextInt(thresholds.length)];
        return switch (random.nextInt(8)) {
            case 0 -> ODD[random.nextInt(ODD.length)];
            case 1 -> threshold;
            case 2 -> Math.nextUp(threshold);
            case 3 -> Math.nextDown(threshold);
            case 4 -> Math.nextUp((double) threshold);
            case 5 -> Math.nextDown((double) threshold);
            default -> random.nextGaussian();
        };
    }

    private static float[] thresholds(Booster booster) throws XGBoostError {
        try {
            List<Float> found = new ArrayList<>();
            JsonNode trees = new ObjectMapper()
                    .readTree(booster.toByteArray("json"))
                    .at("/learner/gradient_booster/model/trees");
            for (JsonNode tree : trees) {
                for (int i = 0; i < tree.get("left_children").size(); i++) {
                    if (tree.get("left_children").get(i).intValue() >= 0) {
                        found.add(tree.get("split_conditions").get(i).floatValue());
                    }
                }
            }
            float[] thresholds = new float[found.size()];
            for (int i = 0; i < thresholds.length; i++) {
                thresholds[i] = found.get(i);
            }
            return thresholds;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> parameters(String kind, long seed) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("objective", "binary:logistic");
        parameters.put("tree_method", "hist");
        parameters.put("nthread", 1);
        parameters.put("seed", seed);
        parameters.put("verbosity", 0);
        parameters.put("max_depth", kind.equals("forest") ? 9 : 5);
        if (kind.equals("forest")) {
            parameters.put("eta", 1.0);
            parameters.put("num_parallel_tree", 50);
            parameters.put("subsample", 0.8);
            parameters.put("colsample_bynode", 0.6);
        }
        return parameters;
    }

    private static DMatrix trainingMatrix(Random random, int rows) throws XGBoostError {
        float[] x = new float[rows * COLUMNS];
        float[] y = new float[rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < COLUMNS; j++) {
                x[i * COLUMNS + j] = random.nextInt(10) == 0
                        ? (random.nextBoolean() ? Float.NaN : 0f)
                        : (float) random.nextGaussian();
            }
            float a = x[i * COLUMNS];
            float b = x[i * COLUMNS + 1];
            double score = (Float.isNaN(a) ? 1 : a) - (Float.isNaN(b) ? -1 : b * b) + 1 + random.nextGaussian();
            y[i] = score > 0 ? 1 : 0;
        }
        DMatrix matrix = new DMatrix(x, rows, COLUMNS, Float.NaN);
        matrix.setLabel(y);
        return matrix;
    }
}
