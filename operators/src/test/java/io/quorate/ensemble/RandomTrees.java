package io.quorate.ensemble;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random trees, laid out depth first so that children are far apart, and their naive walk. */
final class RandomTrees {
    private static final float[] THRESHOLDS = {
        0f, -0f, 1f, -1f, 0.1f, 1e-40f, -1e-40f, 3e38f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY
    };
    private static final double[] VALUES = {
        0,
        -0.0,
        1,
        -1,
        0.1,
        0.1f,
        1e-40,
        -1e-40,
        1e-60,
        3e38,
        1e300,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };

    private final Random random;
    private final int features;
    private final int earlyLeafOneIn;

    RandomTrees(Random random, int features, int earlyLeafOneIn) {
        this.random = random;
        this.features = features;
        this.earlyLeafOneIn = earlyLeafOneIn;
    }

    /** A tree of at most this depth; cover is split at random, now and then all to one side. */
    DecisionTree tree(int depth) {
        List<int[]> links = new ArrayList<>();
        List<Float> values = new ArrayList<>();
        List<Boolean> defaults = new ArrayList<>();
        List<Float> covers = new ArrayList<>();
        grow(depth, 1_000, links, values, defaults, covers);
        int n = links.size();
        int[][] columns = new int[3][n];
        boolean[] missingGoesLeft = new boolean[n];
        float[] value = new float[n];
        float[] cover = new float[n];
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < 3; c++) {
                columns[c][i] = links.get(i)[c];
            }
            missingGoesLeft[i] = defaults.get(i);
            value[i] = values.get(i);
            cover[i] = covers.get(i);
        }
        return new DecisionTree(columns[0], columns[1], columns[2], missingGoesLeft, value, cover);
    }

    private int grow(
            int depth, float cover, List<int[]> links, List<Float> values, List<Boolean> defaults, List<Float> covers) {
        int at = links.size();
        int[] link = {-1, -1, random.nextInt(features)};
        links.add(link);
        defaults.add(random.nextBoolean());
        covers.add(cover);
        if (depth == 0 || (earlyLeafOneIn > 0 && random.nextInt(earlyLeafOneIn) == 0)) {
            values.add((float) random.nextGaussian());
            return at;
        }
        values.add(
                random.nextBoolean() ? (float) random.nextGaussian() : THRESHOLDS[random.nextInt(THRESHOLDS.length)]);
        float left = random.nextInt(10) == 0 ? cover : cover * random.nextFloat();
        link[0] = grow(depth - 1, left, links, values, defaults, covers);
        link[1] = grow(depth - 1, cover - left, links, values, defaults, covers);
        return at;
    }

    /** Numbers, half of them odd ones: missing, infinite, at a threshold, equal to one only as a float. */
    double[] row() {
        double[] x = new double[features];
        for (int j = 0; j < features; j++) {
            x[j] = random.nextBoolean() ? random.nextGaussian() : VALUES[random.nextInt(VALUES.length)];
        }
        return x;
    }

    static boolean goesLeft(DecisionTree tree, int node, double[] x) {
        float value = (float) x[tree.feature[node]];
        return Float.isNaN(value) ? tree.missingGoesLeft[node] : value < tree.value[node];
    }

    static float margin(List<DecisionTree> trees, float base, double[] x) {
        float sum = base;
        for (DecisionTree tree : trees) {
            int node = 0;
            while (tree.left[node] >= 0) {
                node = goesLeft(tree, node, x) ? tree.left[node] : tree.right[node];
            }
            sum += tree.value[node];
        }
        return sum;
    }
}
