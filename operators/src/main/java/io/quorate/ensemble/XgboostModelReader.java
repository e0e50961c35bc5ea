package io.quorate.ensemble;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads an XGBoost model file, UBJSON or JSON, into trees. No native code.
 *
 * <p>Accepted: booster gbtree, objective binary:logistic, one output, numeric splits. Everything else is refused with
 * the place and what was expected, because a model that is nearly understood scores wrongly.
 */
public final class XgboostModelReader {
    private static final int MAX_TREES = 100_000;
    private static final int NUMERIC_SPLIT = 0;
    private static final JsonMapper JSON = JsonMapper.builder(new JsonFactoryBuilder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(32).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private XgboostModelReader() {}

    /**
     * The forest of a model file, ready to score.
     *
     * @throws IllegalArgumentException if the file is not such a model
     */
    public static FlatForest read(byte[] file) {
        return parse(file).flatten();
    }

    static XgboostModel parse(byte[] file) {
        ModelDocument learner = ModelDocument.root(document(file)).child("learner");
        ModelDocument parameters = learner.child("learner_model_param");
        requireOneOutput(parameters);
        ModelDocument objective = learner.child("objective");
        if (!objective.string("name").equals("binary:logistic")) {
            throw objective.unexpected("name", "binary:logistic", objective.string("name"));
        }
        ModelDocument booster = learner.child("gradient_booster");
        if (!booster.string("name").equals("gbtree")) {
            throw booster.unexpected("name", "gbtree", booster.string("name"));
        }
        List<ModelDocument> documents = booster.child("model").children("trees");
        if (documents.isEmpty() || documents.size() > MAX_TREES) {
            throw booster.unexpected("model.trees", "1.." + MAX_TREES + " trees", documents.size());
        }
        List<DecisionTree> trees = new ArrayList<>(documents.size());
        for (ModelDocument tree : documents) {
            trees.add(tree(tree));
        }
        List<String> names = learner.has("feature_names") ? learner.strings("feature_names") : List.of();
        return new XgboostModel(parameters.integerInString("num_feature"), names, baseMargin(parameters), trees);
    }

    private static void requireOneOutput(ModelDocument parameters) {
        if (parameters.integerInString("num_class") > 1) {
            throw parameters.unexpected("num_class", "0 or 1", parameters.string("num_class"));
        }
        if (parameters.has("num_target") && parameters.integerInString("num_target") != 1) {
            throw parameters.unexpected("num_target", "1", parameters.string("num_target"));
        }
    }

    private static float baseMargin(ModelDocument parameters) {
        float base = (float) parameters.numberInString("base_score");
        if (!(base > 0 && base < 1)) {
            throw parameters.unexpected("base_score", "a probability", base);
        }
        return (float) -StrictMath.log(1f / base - 1f);
    }

    private static DecisionTree tree(ModelDocument tree) {
        ModelDocument parameters = tree.child("tree_param");
        if (parameters.integerInString("size_leaf_vector") > 1) {
            throw parameters.unexpected("size_leaf_vector", "0 or 1", parameters.string("size_leaf_vector"));
        }
        if (tree.has("split_type")) {
            for (int type : tree.integers("split_type")) {
                if (type != NUMERIC_SPLIT) {
                    throw tree.unexpected("split_type", "numeric splits", type);
                }
            }
        }
        double[] defaults = tree.numbers("default_left");
        boolean[] missingGoesLeft = new boolean[defaults.length];
        for (int i = 0; i < missingGoesLeft.length; i++) {
            missingGoesLeft[i] = defaults[i] != 0;
        }
        return new DecisionTree(
                tree.integers("left_children"),
                tree.integers("right_children"),
                tree.integers("split_indices"),
                missingGoesLeft,
                floats(tree.numbers("split_conditions")),
                tree.has("sum_hessian") ? floats(tree.numbers("sum_hessian")) : new float[0]);
    }

    private static float[] floats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }

    /** Both formats start with a brace; only JSON goes on with a quote or white space. */
    private static @Nullable Object document(byte[] file) {
        if (file.length < 2 || file[0] != '{') {
            throw new IllegalArgumentException(
                    "expected an XGBoost model in UBJSON or JSON, was " + file.length + " bytes starting otherwise");
        }
        if (file[1] != '"' && !Character.isWhitespace(file[1])) {
            return UbjsonReader.read(file);
        }
        try {
            return plain(JSON.readTree(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("expected valid JSON, was: " + e.getMessage(), e);
        }
    }

    private static @Nullable Object plain(JsonNode node) {
        if (node.isObject()) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            node.properties().forEach(e -> fields.put(e.getKey(), plain(e.getValue())));
            return fields;
        }
        if (node.isArray()) {
            return array(node);
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isNumber() ? (Object) node.doubleValue() : node.textValue();
    }

    private static Object array(JsonNode node) {
        double[] numbers = new double[node.size()];
        for (int i = 0; i < numbers.length; i++) {
            JsonNode item = node.get(i);
            if (!item.isNumber() && !item.isBoolean()) {
                List<@Nullable Object> items = new ArrayList<>();
                node.forEach(child -> items.add(plain(child)));
                return items;
            }
            numbers[i] = item.isBoolean() ? (item.booleanValue() ? 1 : 0) : item.doubleValue();
        }
        return numbers;
    }
}
