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

    Forest randomForest(int[] rows) {
        Map<String, Object> parameters = parameters(options.forest());
        parameters.put("eta", 1.0);
        parameters.put("num_parallel_tree", options.forest().trees());
        parameters.put("colsample_bynode", options.forest().columnShare());
        return train(parameters, rows, 1);
    }

    Forest boosting(int[] rows, int rounds) {
        return train(boostingParameters(), rows, rounds);
    }

    /** Rounds of boosting: those asked for, or fewer by early stopping. */
    int rounds(int[] rows) {
        return options.earlyStoppingRounds() > 0
                ? bestRounds(boostingParameters(), rows)
                : options.boosting().trees();
    }

    private Map<String, Object> boostingParameters() {
        Map<String, Object> parameters = parameters(options.boosting());
        parameters.put("eta", options.learningRate());
        parameters.put("colsample_bytree", options.boosting().columnShare());
        return parameters;
    }

    private Map<String, Object> parameters(TreeOptions trees) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("objective", "binary:logistic");
        parameters.put("eval_metric", "logloss");
        parameters.put("tree_method", "hist");
        parameters.put("max_depth", trees.depth());
        parameters.put("min_child_weight", trees.minChildWeight());
        parameters.put("subsample", trees.rowShare());
        parameters.put("lambda", trees.l2());
        parameters.put("nthread", options.threads());
        parameters.put("seed", options.seed());
        parameters.put("verbosity", 0);
        if (options.bins() != TrainOptions.USUAL_BINS) {
            parameters.put("max_bin", options.bins());
        }
        return parameters;
    }

    private Forest train(Map<String, Object> parameters, int[] rows, int rounds) {
        return withMatrix(rows, matrix -> {
            Booster booster = XGBoost.train(matrix, parameters, rounds, Map.of(), null, null);
            try {
                double[] gain = gain(booster);
                booster.setFeatureNames(set.featureNames().toArray(String[]::new));
                return new Forest(booster.toByteArray("ubj"), gain);
            } finally {
                booster.dispose();
            }
        });
    }

    /** Loss its splits took away, by feature. Features go by number, because names may hold what a dump's syntax needs. */
    private double[] gain(Booster booster) throws XGBoostError {
        String[] numbers = new String[set.columns()];
        Arrays.setAll(numbers, j -> "f" + j);
        Map<String, Double> totals = booster.getScore(numbers, Booster.FeatureImportanceType.TOTAL_GAIN);
        return Arrays.stream(numbers)
                .mapToDouble(number -> totals.getOrDefault(number, 0.0))
                .toArray();
    }

    /** Rounds with the least log loss on the last training rows, whose labels the earlier ones do not reach into. */
    private int bestRounds(Map<String, Object> parameters, int[] rows) {
        int[] tail = Arrays.copyOfRange(rows, (int) (rows.length * (1 - EARLY_STOPPING_TAIL)), rows.length);
        long tailFromMs = set.tsMs(tail[0]);
        int[] head = Arrays.stream(rows)
                .filter(row -> set.labelKnownMs(row) < tailFromMs - options.embargoMs())
                .toArray();
        if (!set.teaches(head) || !set.teaches(tail)) {
            return options.boosting().trees();
        }
        return withMatrix(head, train -> withMatrix(tail, watch -> bestRounds(parameters, train, watch)));
    }

    /** Round by round, because the library's own loop writes to standard output. */
    private int bestRounds(Map<String, Object> parameters, DMatrix train, DMatrix watch) throws XGBoostError {
        Booster booster = XGBoost.train(train, parameters, 1, Map.of(), null, null);
        try {
            DMatrix[] watched = {watch};
            String[] names = {"tail"};
            float[] loss = new float[1];
            float least = Float.POSITIVE_INFINITY;
            int best = 0;
            for (int round = 0; round < options.boosting().trees(); round++) {
                if (round > 0) {
                    booster.update(train, round);
                }
                booster.evalSet(watched, names, round, loss);
                if (loss[0] < least) {
                    least = loss[0];
                    best = round;
                } else if (round - best >= options.earlyStoppingRounds()) {
                    break;
                }
            }
            return best + 1;
        } finally {
            booster.dispose();
        }
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
        if (options.classWeights() != ClassWeights.NONE) {
            double[] weights = options.classWeights().of(set.labels(rows));
            float[] byRow = new float[rows.length];
            for (int i = 0; i < rows.length; i++) {
                byRow[i] = (float) weights[set.label(rows[i])];
            }
            matrix.setWeight(byRow);
        }
        return matrix;
    }

    /**
     * A trained forest.
     *
     * @param ubj its model file
     * @param gain loss its splits took away, by feature
     */
    record Forest(byte[] ubj, double[] gain) {}

    @FunctionalInterface
    private interface MatrixStep<T> {
        T apply(DMatrix matrix) throws XGBoostError;
    }
}
