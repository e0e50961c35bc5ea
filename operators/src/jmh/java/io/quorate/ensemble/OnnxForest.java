package io.quorate.ensemble;

import java.util.Arrays;

/** Writes the trees of an XGBoost model as an ONNX TreeEnsembleRegressor: its output is the margin. */
final class OnnxForest {
    private static final int FLOAT_TENSOR = 1;
    private static final int IR_VERSION = 8;
    private static final int OPSET = 15;
    private static final int ML_OPSET = 3;

    private OnnxForest() {}

    static byte[] write(XgboostModel model) {
        ProtobufWriter node = new ProtobufWriter()
                .text(1, "X")
                .text(2, "P")
                .text(3, "trees")
                .text(4, "TreeEnsembleRegressor")
                .text(7, "ai.onnx.ml");
        attributes(node, model);
        ProtobufWriter graph = new ProtobufWriter()
                .message(1, node)
                .text(2, "forest")
                .message(11, tensor("X", model.features()))
                .message(12, tensor("P", 1));
        return new ProtobufWriter()
                .integer(1, IR_VERSION)
                .text(2, "quorate-benchmark")
                .message(7, graph)
                .message(8, new ProtobufWriter().text(1, "").integer(2, OPSET))
                .message(8, new ProtobufWriter().text(1, "ai.onnx.ml").integer(2, ML_OPSET))
                .toByteArray();
    }

    private static void attributes(ProtobufWriter node, XgboostModel model) {
        int size = model.trees().stream().mapToInt(DecisionTree::size).sum();
        int[][] columns = new int[6][size];
        float[] values = new float[size];
        String[] modes = new String[size];
        int[] leafTrees = new int[size];
        int[] leafNodes = new int[size];
        float[] leafScores = new float[size];
        int at = 0;
        int leaves = 0;
        for (int t = 0; t < model.trees().size(); t++) {
            DecisionTree tree = model.trees().get(t);
            for (int i = 0; i < tree.size(); i++, at++) {
                boolean leaf = tree.isLeaf(i);
                columns[0][at] = t;
                columns[1][at] = i;
                columns[2][at] = leaf ? 0 : tree.feature[i];
                columns[3][at] = leaf ? 0 : tree.left[i];
                columns[4][at] = leaf ? 0 : tree.right[i];
                columns[5][at] = !leaf && tree.missingGoesLeft[i] ? 1 : 0;
                values[at] = leaf ? 0 : tree.value[i];
                modes[at] = leaf ? "LEAF" : "BRANCH_LT";
                if (leaf) {
                    leafTrees[leaves] = t;
                    leafNodes[leaves] = i;
                    leafScores[leaves++] = tree.value[i];
                }
            }
        }
        integers(node, "nodes_treeids", columns[0]);
        integers(node, "nodes_nodeids", columns[1]);
        integers(node, "nodes_featureids", columns[2]);
        integers(node, "nodes_truenodeids", columns[3]);
        integers(node, "nodes_falsenodeids", columns[4]);
        integers(node, "nodes_missing_value_tracks_true", columns[5]);
        floats(node, "nodes_values", values);
        strings(node, "nodes_modes", modes);
        integers(node, "target_treeids", Arrays.copyOf(leafTrees, leaves));
        integers(node, "target_nodeids", Arrays.copyOf(leafNodes, leaves));
        integers(node, "target_ids", new int[leaves]);
        floats(node, "target_weights", Arrays.copyOf(leafScores, leaves));
        floats(node, "base_values", new float[] {model.baseMargin()});
        node.message(5, new ProtobufWriter().text(1, "n_targets").integer(3, 1).integer(20, 2));
        node.message(5, new ProtobufWriter().text(1, "post_transform").text(4, "NONE").integer(20, 3));
        node.message(5, new ProtobufWriter().text(1, "aggregate_function").text(4, "SUM").integer(20, 3));
    }

    private static void integers(ProtobufWriter node, String name, int[] values) {
        node.message(5, new ProtobufWriter().text(1, name).integers(8, values).integer(20, 7));
    }

    private static void floats(ProtobufWriter node, String name, float[] values) {
        node.message(5, new ProtobufWriter().text(1, name).floats(7, values).integer(20, 6));
    }

    private static void strings(ProtobufWriter node, String name, String[] values) {
        ProtobufWriter attribute = new ProtobufWriter().text(1, name);
        for (String value : values) {
            attribute.text(9, value);
        }
        node.message(5, attribute.integer(20, 8));
    }

    private static ProtobufWriter tensor(String name, int columns) {
        ProtobufWriter shape = new ProtobufWriter()
                .message(1, new ProtobufWriter().text(2, "rows"))
                .message(1, new ProtobufWriter().integer(1, columns));
        ProtobufWriter type = new ProtobufWriter()
                .message(1, new ProtobufWriter().integer(1, FLOAT_TENSOR).message(2, shape));
        return new ProtobufWriter().text(1, name).message(2, type);
    }
}
