package io.quorate.learn;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Trains the two forests with XGBoost and returns their UBJSON models.
 *
 * <p>The random forest is one round of parallel trees at learning rate 1: XGBoost divides the rate by the number of
 * trees, so the summed leaves are already their average. Missing is always NaN: 0 is a value.
 */
final class ForestTrainer {
    private static final double EARLY_STOPPING_TAIL = 0.15;

    private final TrainingSet set;
    private final TrainOptions options;

    ForestTrainer(TrainingSet set, TrainOptions options) {
        this.set = set;
        this.options = options;
    }

    byte[] randomForest(int[] rows) {
        Map<String, Object> parameters = parameters(options.forestDepth());
        parameters.put("eta", 1.0);
        parameters.put("num_parallel_tree", options.forestTrees());
        parameters.put("subsample", 0.8);
        parameters.put("colsample_bynode", 0.6);
        return train(parameters, rows, 1);
    }

    byte[] boosting(int[] rows) {
        Map<String, Object> parameters = parameters(options.boostDepth());
        parameters.put("eta", options.learningRate());
        parameters.put("subsample", 0.8);
        parameters.put("colsample_bytree", 0.8);
        int rounds = options.earlyStoppingRounds() > 0 ? bestRounds(parameters, rows) : options.boostRounds();
        return train(parameters, rows, rounds);
    }

    private Map<String, Object> parameters(int depth) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("objective", "binary:logistic");
        parameters.put("eval_metric", "logloss");
        parameters.put("tree_method", "hist");
        parameters.put("max_depth", depth);
        parameters.put("min_child_weight", options.minChildWeight());
        parameters.put("nthread", options.threads());
        parameters.put("seed", options.seed());
        parameters.put("verbosity", 0);
        return parameters;
    }

    private byte[] train(Map<String, Object> parameters, int[] rows, int rounds) {
        return withMatrix(rows, matrix -> {
            Booster booster = XGBoost.train(matrix, parameters, rounds, Map.of(), null, null);
            try {
                booster.setFeatureNames(set.featureNames().toArray(String[]::new));
                return booster.toByteArray("ubj");
            } finally {
                booster.dispose();
            }
        });
    }

    /** Rounds with the least log loss on the last training rows, whose labels the earlier ones do not reach into. */
    private int bestRounds(Map<String, Object> parameters, int[] rows) {
        int[] tail = Arrays.copyOfRange(rows, (int) (rows.length * (1 - EARLY_STOPPING_TAIL)), rows.length);
        long tailFromMs = set.tsMs(tail[0]);
        int[] head = Arrays.stream(rows)
                .filter(row -> set.labelKnownMs(row) < tailFromMs)
                .toArray();
        if (head.length == 0) {
            throw new IllegalArgumentException(
                    "expected training rows before the early stopping rows, was none of " + rows.length);
        }
        float[][] loss = new float[1][options.boostRounds()];
        Arrays.fill(loss[0], Float.NaN);
        return withMatrix(
                head,
                train -> withMatrix(tail, watch -> {
                    XGBoost.train(
                                    train,
                                    parameters,
                                    options.boostRounds(),
                                    Map.of("tail", watch),
                                    loss,
                                    null,
                                    null,
                                    options.earlyStoppingRounds())
                            .dispose();
                    int best = 0;
                    for (int i = 1; i < loss[0].length; i++) {
                        best = loss[0][i] < loss[0][best] ? i : best;
                    }
                    return best + 1;
                }));
    }

    private <T> T withMatrix(int[] rows, MatrixStep<T> step) {
        try {
            DMatrix matrix = matrix(rows);
            try {
                return step.apply(matrix);
            } finally {
                matrix.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("expected XGBoost to train on " + rows.length + " rows, was " + e, e);
        }
    }

    private DMatrix matrix(int[] rows) throws XGBoostError {
        int columns = set.columns();
        float[] values = new float[Math.multiplyExact(rows.length, columns)];
        float[] labels = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns; j++) {
                values[i * columns + j] = (float) set.value(rows[i], j);
            }
            labels[i] = set.label(rows[i]);
        }
        DMatrix matrix = new DMatrix(values, rows.length, columns, Float.NaN);
        matrix.setLabel(labels);
        return matrix;
    }

    @FunctionalInterface
    private interface MatrixStep<T> {
        T apply(DMatrix matrix) throws XGBoostError;
    }
}
