package io.quorate.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.quorate.ensemble.FeatureRow;
import io.quorate.ensemble.FlatForest;
import io.quorate.ensemble.PlattCalibration;
import io.quorate.ensemble.XgboostModelReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
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
