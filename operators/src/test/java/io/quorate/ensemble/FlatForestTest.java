package io.quorate.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlatForestTest {
    private static final int FEATURES = 7;
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

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void sumsTheSameBitsAsANaiveWalk(long seed) {
        Random random = new Random(seed);
        List<DecisionTree> trees = new ArrayList<>();
        for (int t = random.nextInt(40); t >= 0; t--) {
            trees.add(randomTree(random, random.nextInt(9)));
        }
        float base = (float) random.nextGaussian();
        FlatForest forest = new FlatForest(FEATURES, base, trees);
        FeatureRow row = new FeatureRow(FEATURES);
        for (int i = 0; i < 2_000; i++) {
            double[] x = new double[FEATURES];
            for (int j = 0; j < FEATURES; j++) {
                x[j] = random.nextBoolean() ? random.nextGaussian() : VALUES[random.nextInt(VALUES.length)];
            }
            assertThat(forest.margin(row.load(x))).isEqualTo(naive(trees, base, x));
        }
    }

    @Test
    void equalToTheThresholdGoesRightAndMissingGoesByDefault() {
        DecisionTree left = stump(0.5f, true);
        DecisionTree right = stump(0.5f, false);
        assertThat(margin(left, 0.5)).isEqualTo(2);
        assertThat(margin(left, Math.nextDown(0.5f))).isEqualTo(1);
        assertThat(margin(left, Double.NaN)).isEqualTo(1);
        assertThat(margin(right, Double.NaN)).isEqualTo(2);
        assertThat(margin(left, Double.NEGATIVE_INFINITY)).isEqualTo(1);
        assertThat(margin(right, Double.POSITIVE_INFINITY)).isEqualTo(2);
    }

    @Test
    void zerosOfBothSignsAreEqual() {
        assertThat(margin(stump(0f, true), -0.0)).isEqualTo(2);
        assertThat(margin(stump(-0f, true), 0.0)).isEqualTo(2);
    }

    @Test
    void refusesLeavesThatAreNotFinite() {
        for (float leaf : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new FlatForest(1, 0, List.of(DecisionTree.leaf(0), DecisionTree.leaf(leaf))))
                    .withMessageContaining("finite leaf 0 in tree 1")
                    .withMessageContaining("was " + leaf);
        }
    }

    @Test
    void refusesTreesThatAreNotTrees() {
        assertRefused(new int[] {1, -1, -1}, new int[] {1, -1, -1}, "at most once");
        assertRefused(new int[] {0, -1, -1}, new int[] {2, -1, -1}, "at most once");
        assertRefused(new int[] {1, 0, -1}, new int[] {2, 2, -1}, "at most once");
        assertRefused(new int[] {1, -1, -1}, new int[] {3, -1, -1}, "out of range");
        assertRefused(new int[] {1, -1, -1}, new int[] {-1, -1, -1}, "out of range");
    }

    @Test
    void refusesUnknownFeaturesAndThresholdsThatAreNoNumbers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FlatForest(1, 0, List.of(split(1, 0.5f))))
                .withMessageContaining("expected a feature in 0..0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FlatForest(1, 0, List.of(split(0, Float.NaN))))
                .withMessageContaining("was NaN");
    }

    @Test
    void rowOfAnotherSizeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeatureRow(3).load(new double[2]))
                .withMessage("expected 3 features, was 2");
    }

    private static void assertRefused(int[] left, int[] right, String message) {
        DecisionTree tree = new DecisionTree(left, right, new int[3], new boolean[3], new float[3]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FlatForest(1, 0, List.of(tree)))
                .withMessageContaining(message);
    }

    private static float margin(DecisionTree tree, double x) {
        return new FlatForest(1, 0, List.of(tree)).margin(new FeatureRow(1).load(new double[] {x}));
    }

    private static DecisionTree stump(float threshold, boolean missingGoesLeft) {
        return new DecisionTree(
                new int[] {1, -1, -1},
                new int[] {2, -1, -1},
                new int[3],
                new boolean[] {missingGoesLeft, false, false},
                new float[] {threshold, 1, 2});
    }

    private static DecisionTree split(int feature, float threshold) {
        return new DecisionTree(
                new int[] {1, -1, -1}, new int[] {2, -1, -1}, new int[] {feature, 0, 0}, new boolean[3], new float[] {
                    threshold, 1, 2
                });
    }

    /** Depth first, so that children are far apart, unlike in the layout under test. */
    private static DecisionTree randomTree(Random random, int depth) {
        List<int[]> links = new ArrayList<>();
        List<Float> values = new ArrayList<>();
        List<Boolean> defaults = new ArrayList<>();
        grow(random, depth, links, values, defaults);
        int n = links.size();
        int[][] columns = new int[3][n];
        boolean[] missingGoesLeft = new boolean[n];
        float[] value = new float[n];
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < 3; c++) {
                columns[c][i] = links.get(i)[c];
            }
            missingGoesLeft[i] = defaults.get(i);
            value[i] = values.get(i);
        }
        return new DecisionTree(columns[0], columns[1], columns[2], missingGoesLeft, value);
    }

    private static int grow(Random random, int depth, List<int[]> links, List<Float> values, List<Boolean> defaults) {
        int at = links.size();
        int[] link = {-1, -1, random.nextInt(FEATURES)};
        links.add(link);
        defaults.add(random.nextBoolean());
        if (depth == 0 || random.nextInt(6) == 0) {
            values.add((float) random.nextGaussian());
            return at;
        }
        values.add(
                random.nextBoolean() ? (float) random.nextGaussian() : THRESHOLDS[random.nextInt(THRESHOLDS.length)]);
        link[0] = grow(random, depth - 1, links, values, defaults);
        link[1] = grow(random, depth - 1, links, values, defaults);
        return at;
    }

    private static float naive(List<DecisionTree> trees, float base, double[] x) {
        float sum = base;
        for (DecisionTree tree : trees) {
            int node = 0;
            while (tree.left[node] >= 0) {
                float value = (float) x[tree.feature[node]];
                boolean goesLeft = Float.isNaN(value) ? tree.missingGoesLeft[node] : value < tree.value[node];
                node = goesLeft ? tree.left[node] : tree.right[node];
            }
            sum += tree.value[node];
        }
        return sum;
    }
}
