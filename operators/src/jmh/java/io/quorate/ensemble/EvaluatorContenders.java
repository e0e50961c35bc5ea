package io.quorate.ensemble;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.quorate.schema.model.LabelSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** The same two forests in every engine: a random forest of 200 trees and boosting of 300, on 60 features. */
final class EvaluatorContenders {
    static final int COLUMNS = 60;
    private static final int TRAINING_ROWS = 30_000;

    final Booster forest;
    final Booster boosting;
    final EnsembleModel model;
    final OrtSession onnxForest;
    final OrtSession onnxBoosting;
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final Map<Integer, FloatBuffer> buffers = new HashMap<>();

    EvaluatorContenders(int forestTrees, int forestDepth, int rounds, int boostDepth)
            throws XGBoostError, OrtException {
        Random random = new Random(1);
        DMatrix matrix = matrix(random);
        Map<String, Object> parameters = new HashMap<>(Map.of(
                "objective", "binary:logistic", "tree_method", "hist", "nthread", 2, "seed", 1, "verbosity", 0));
        parameters.putAll(Map.of("max_depth", boostDepth, "eta", 0.05, "subsample", 0.8));
        boosting = XGBoost.train(matrix, parameters, rounds, Map.of(), null, null);
        parameters.putAll(Map.of("max_depth", forestDepth, "eta", 1, "num_parallel_tree", forestTrees));
        parameters.put("colsample_bynode", 0.6);
        forest = XGBoost.train(matrix, parameters, 1, Map.of(), null, null);
        boosting.setParam("nthread", 1);
        forest.setParam("nthread", 1);
        XgboostModel rf = XgboostModelReader.parse(forest.toByteArray("ubj"));
        XgboostModel xgb = XgboostModelReader.parse(boosting.toByteArray("ubj"));
        System.out.printf(
                "random forest: %d trees, %,d nodes; boosting: %d trees, %,d nodes%n",
                rf.trees().size(), nodes(rf), xgb.trees().size(), nodes(xgb));
        model = model(random, rf, xgb);
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        onnxForest = environment.createSession(OnnxForest.write(rf), options);
        onnxBoosting = environment.createSession(OnnxForest.write(xgb), options);
        matrix.dispose();
    }

    private static int nodes(XgboostModel model) {
        return model.trees().stream().mapToInt(DecisionTree::size).sum();
    }

    private static EnsembleModel model(Random random, XgboostModel rf, XgboostModel xgb) {
        double[] mean = random.doubles(COLUMNS).toArray();
        double[] scale = random.doubles(COLUMNS, 0.5, 2).toArray();
        FeatureScaler scaler = new FeatureScaler(mean, scale);
        List<Member> members = List.of(
                new ForestMember("random_forest", rf.flatten()),
                new ForestMember("xgboost", xgb.flatten()),
                new LinearMember("svm", 0.1, random.doubles(COLUMNS, -1, 1).toArray(), scaler),
                new LinearMember("logistic", -0.1, random.doubles(COLUMNS, -1, 1).toArray(), scaler));
        List<String> names =
                IntStream.range(0, COLUMNS).mapToObj(i -> "f" + i).toList();
        List<Calibration> calibrations = List.of(
                PlattCalibration.IDENTITY,
                PlattCalibration.IDENTITY,
                new PlattCalibration(1.3, 0.1),
                new PlattCalibration(0.9, 0));
        double[] prior = {0.25, 0.25, 0.25, 0.25};
        return new EnsembleModel("", "", "", names, LabelSpec.direction(1), members, calibrations, prior);
    }

    private static DMatrix matrix(Random random) throws XGBoostError {
        float[] x = new float[TRAINING_ROWS * COLUMNS];
        float[] y = new float[TRAINING_ROWS];
        for (int i = 0; i < TRAINING_ROWS; i++) {
            double[] row = row(random);
            double score = random.nextGaussian() * 2;
            for (int j = 0; j < COLUMNS; j++) {
                x[i * COLUMNS + j] = (float) row[j];
                score += Double.isNaN(row[j]) ? 0 : row[j] * (j % 7 - 3) / 10 * (j % 2 == 0 ? 1 : row[(j + 1) % 2]);
            }
            y[i] = score > 0 ? 1 : 0;
        }
        DMatrix matrix = new DMatrix(x, TRAINING_ROWS, COLUMNS, Float.NaN);
        matrix.setLabel(y);
        return matrix;
    }

    /** Numbers that are floats, one in 50 missing. */
    static double[] row(Random random) {
        double[] row = new double[COLUMNS];
        for (int j = 0; j < COLUMNS; j++) {
            row[j] = j > 1 && random.nextInt(50) == 0 ? Double.NaN : (float) random.nextGaussian();
        }
        return row;
    }

    static float[] flat(double[][] rows, int from, int count) {
        float[] flat = new float[count * COLUMNS];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) rows[from + i / COLUMNS][i % COLUMNS];
        }
        return flat;
    }

    /** Probabilities; the runtime applies no logistic to a single target, so it is applied here. */
    float[][] onnx(OrtSession session, float[] rows) throws OrtException {
        FloatBuffer buffer = buffers.computeIfAbsent(
                rows.length,
                n -> ByteBuffer.allocateDirect(n * Float.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer());
        buffer.clear().put(rows).flip();
        long[] shape = {rows.length / COLUMNS, COLUMNS};
        try (OnnxTensor input = OnnxTensor.createTensor(environment, buffer, shape);
                OrtSession.Result result = session.run(Map.of("X", input))) {
            float[][] margins = (float[][]) result.get(0).getValue();
            for (float[] margin : margins) {
                margin[0] = (float) (1 / (1 + Math.exp(-margin[0])));
            }
            return margins;
        }
    }

    static float[][] inPlace(Booster booster, float[] rows) throws XGBoostError {
        return booster.inplace_predict(rows, rows.length / COLUMNS, COLUMNS, Float.NaN);
    }

    static float[][] matrix(Booster booster, float[] rows, boolean contributions) throws XGBoostError {
        DMatrix matrix = new DMatrix(rows, rows.length / COLUMNS, COLUMNS, Float.NaN);
        try {
            return contributions ? booster.predictContrib(matrix, 0) : booster.predict(matrix);
        } finally {
            matrix.dispose();
        }
    }

    /** Greatest difference to ours over these rows, of any engine: probabilities, and contributions of the first 50. */
    double[] greatestDifferences(double[][] rows) throws XGBoostError, OrtException {
        double[][] members = new double[rows.length][4];
        new EnsembleScorer().probabilities(model, rows, model.priorWeights(), members, new double[rows.length]);
        float[] flat = flat(rows, 0, rows.length);
        double probability = 0;
        float[][][] forests = {onnx(onnxForest, flat), inPlace(forest, flat), matrix(forest, flat, false)};
        float[][][] boosters = {onnx(onnxBoosting, flat), inPlace(boosting, flat), matrix(boosting, flat, false)};
        for (int i = 0; i < rows.length; i++) {
            for (int engine = 0; engine < forests.length; engine++) {
                probability = Math.max(probability, Math.abs(forests[engine][i][0] - members[i][0]));
                probability = Math.max(probability, Math.abs(boosters[engine][i][0] - members[i][1]));
            }
        }
        double share = 0;
        float[] first = Arrays.copyOf(flat, 50 * COLUMNS);
        float[][][] theirs = {matrix(forest, first, true), matrix(boosting, first, true)};
        Contributions contributions = new Contributions(model);
        for (int i = 0; i < 50; i++) {
            List<MarginSplit> ours = contributions.of(rows[i]);
            for (int m = 0; m < 2; m++) {
                share = Math.max(share, Math.abs(ours.get(m).base() - theirs[m][i][COLUMNS]));
                for (int j = 0; j < COLUMNS; j++) {
                    share = Math.max(share, Math.abs(ours.get(m).features()[j] - theirs[m][i][j]));
                }
            }
        }
        return new double[] {probability, share};
    }
}
