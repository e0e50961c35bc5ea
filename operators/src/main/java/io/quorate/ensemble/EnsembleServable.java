package io.quorate.ensemble;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.ml.linalg.DenseVector;
import org.apache.flink.ml.linalg.Vector;
import org.apache.flink.ml.param.DoubleArrayParam;
import org.apache.flink.ml.param.Param;
import org.apache.flink.ml.param.ParamValidators;
import org.apache.flink.ml.param.StringParam;
import org.apache.flink.ml.servable.api.DataFrame;
import org.apache.flink.ml.servable.api.ModelServable;
import org.apache.flink.ml.servable.api.Row;
import org.apache.flink.ml.servable.types.BasicType;
import org.apache.flink.ml.servable.types.DataTypes;
import org.apache.flink.ml.util.ParamUtils;
import org.apache.flink.ml.util.ServableReadWriteUtils;
import org.jspecify.annotations.Nullable;

/**
 * Serves a whole bundle inside any Flink ML pipeline, with the bits the streaming job gives.
 *
 * <p>Reads a column of vectors in the order of the bundle's columns; NaN is a missing feature. Adds the ensemble probability (double; NaN below the quorum), the raw
 * prediction [1 - p, p] and the members' probabilities (vectors). Not thread-safe: it holds the scratch of one thread.
 */
public final class EnsembleServable implements ModelServable<EnsembleServable> {
    /** Column of the input vectors. */
    public static final Param<String> FEATURES_COL =
            new StringParam("featuresCol", "Features column name.", "features", ParamValidators.notNull());

    /** Column added with the ensemble probability. */
    public static final Param<String> PREDICTION_COL =
            new StringParam("predictionCol", "Prediction column name.", "prediction", ParamValidators.notNull());

    /** Column added with [1 - p, p]. */
    public static final Param<String> RAW_PREDICTION_COL = new StringParam(
            "rawPredictionCol", "Raw prediction column name.", "rawPrediction", ParamValidators.notNull());

    /** Column added with the members' probabilities in declared order. */
    public static final Param<String> MEMBERS_COL = new StringParam(
            "membersCol", "Member probabilities column name.", "memberProbabilities", ParamValidators.notNull());

    /** Weights in declared order; empty means the bundle's prior weights. */
    public static final Param<Double[]> WEIGHTS = new DoubleArrayParam(
            "weights",
            "Weights of the members; empty for the prior weights.",
            new Double[0],
            ParamValidators.notNull());

    private final Map<Param<?>, Object> parameters = new HashMap<>();
    private final EnsembleScorer scorer = new EnsembleScorer();
    private @Nullable EnsembleModel model;

    public EnsembleServable() {
        ParamUtils.initializeMapWithDefaultValues(parameters, this);
    }

    /** The stage of a saved pipeline: its parameters and, as the one data file, the bundle archive. */
    public static EnsembleServable loadServable(String path) throws IOException {
        EnsembleServable servable = ServableReadWriteUtils.loadServableParam(path, EnsembleServable.class);
        try (InputStream bundle = ServableReadWriteUtils.loadModelData(path)) {
            return servable.setModelData(bundle);
        }
    }

    /**
     * Saves this as the stage of a pipeline: its parameters, and the bundle it serves.
     *
     * @param stage folder, created when absent
     * @param archive the bundle; must be the one that was given to this
     */
    public void save(Path stage, Path archive) throws IOException {
        EnsembleModel serving = model;
        byte[] bytes = BundleArchive.bytes(archive, BundleReader.DEFAULT_MAX_BYTES);
        if (serving == null || !serving.sha256().equals(Sha256.of(bytes))) {
            throw new IllegalArgumentException("expected the bundle that is served, "
                    + (serving == null ? "none" : serving.sha256()) + ", was " + Sha256.of(bytes));
        }
        SortedMap<String, @Nullable Object> values = new TreeMap<>();
        parameters.forEach((param, value) -> values.put(param.name, value));
        Files.createDirectories(stage.resolve("data"));
        Files.write(
                stage.resolve("metadata"),
                BundleJson.write(Map.of("className", EnsembleServable.class.getName(), "paramMap", values)));
        Files.write(stage.resolve("data").resolve("bundle.zip"), bytes);
    }

    /**
     * Takes the one archive of a bundle.
     *
     * @throws BundleRefusedException if it does not verify
     */
    @Override
    public EnsembleServable setModelData(InputStream... archives) throws IOException {
        if (archives.length != 1) {
            throw new IllegalArgumentException("expected 1 bundle archive, was " + archives.length);
        }
        byte[] archive = BundleArchive.bytes(archives[0], BundleReader.DEFAULT_MAX_BYTES);
        model = BundleReader.read(archive, null, BundleReader.DEFAULT_MAX_BYTES);
        return this;
    }

    /** Takes a model that is already loaded. */
    public EnsembleServable setModel(EnsembleModel loaded) {
        model = loaded;
        return this;
    }

    @Override
    public DataFrame transform(DataFrame input) {
        EnsembleModel serving = model;
        if (serving == null) {
            throw new IllegalStateException("expected model data before transform, was none");
        }
        double[] weights = weights(serving);
        int column = input.getIndex(get(FEATURES_COL));
        List<Row> rows = input.collect();
        double[][] features = new double[rows.size()][];
        for (int i = 0; i < features.length; i++) {
            features[i] = rows.get(i).<Vector>getAs(column).toArray();
        }
        double[][] probabilities = new double[features.length][serving.members()];
        double[] p = new double[features.length];
        scorer.probabilities(serving, features, weights, probabilities, p);
        List<Double> predictions = new ArrayList<>();
        List<DenseVector> raw = new ArrayList<>();
        List<DenseVector> members = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            predictions.add(p[i]);
            raw.add(new DenseVector(new double[] {1 - p[i], p[i]}));
            members.add(new DenseVector(probabilities[i]));
        }
        return input.addColumn(get(PREDICTION_COL), DataTypes.DOUBLE, predictions)
                .addColumn(get(RAW_PREDICTION_COL), DataTypes.VECTOR(BasicType.DOUBLE), raw)
                .addColumn(get(MEMBERS_COL), DataTypes.VECTOR(BasicType.DOUBLE), members);
    }

    private double[] weights(EnsembleModel serving) {
        Double[] chosen = get(WEIGHTS);
        if (chosen.length == 0) {
            return serving.priorWeights();
        }
        double[] weights = new double[chosen.length];
        for (int m = 0; m < weights.length; m++) {
            weights[m] = chosen[m];
        }
        return weights;
    }

    @Override
    public Map<Param<?>, Object> getParamMap() {
        return parameters;
    }
}
