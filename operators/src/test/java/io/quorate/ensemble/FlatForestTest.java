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

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void sumsTheSameBitsAsANaiveWalk(long seed) {
        Random random = new Random(seed);
        RandomTrees grower = new RandomTrees(random, FEATURES, 6);
        List<DecisionTree> trees = new ArrayList<>();
        for (int t = random.nextInt(40); t >= 0; t--) {
            trees.add(grower.tree(random.nextInt(9)));
        }
        assertSumsLikeANaiveWalk(trees, (float) random.nextGaussian(), grower, 2_000);
    }

    @Test
    void sixteenFullLevelsFitAndTwoThousandTreesToo() {
        Random random = new Random(16);
        RandomTrees full = new RandomTrees(random, FEATURES, 0);
        assertSumsLikeANaiveWalk(List.of(full.tree(16), full.tree(3), full.tree(16)), 0.5f, full, 2_000);
        RandomTrees sparse = new RandomTrees(random, FEATURES, 4);
        List<DecisionTree> many = new ArrayList<>();
        for (int t = 0; t < 2_000; t++) {
            many.add(sparse.tree(16));
        }
        assertSumsLikeANaiveWalk(many, -0.5f, sparse, 200);
    }

    @Test
    void aTreeThatIsTooWideIsRefusedWithItsNumber() {
        DecisionTree wide = new RandomTrees(new Random(17), FEATURES, 0).tree(17);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FlatForest(FEATURES, 0, List.of(DecisionTree.leaf(1), wide)))
                .withMessageContaining("expected tree 1 to fit 65535 nodes between parent and child, was ");
    }

    @Test
    void columnsInAnotherOrderGiveTheSameBits() {
        Random random = new Random(3);
        RandomTrees grower = new RandomTrees(random, FEATURES, 6);
        FlatForest forest = new FlatForest(FEATURES, 0, List.of(grower.tree(8), grower.tree(8), grower.tree(2)));
        int[] columns = {3, 0, 6, 1, 5, 2, 4};
        FlatForest mapped = forest.inOrder(columns);
        for (int i = 0; i < 1_000; i++) {
            double[] x = grower.row();
            double[] moved = new double[FEATURES];
            for (int j = 0; j < FEATURES; j++) {
                moved[columns[j]] = x[j];
            }
            assertThat(mapped.margin(new FeatureRow(FEATURES).load(moved)))
                    .isEqualTo(forest.margin(new FeatureRow(FEATURES).load(x)));
        }
    }

    /** Row by row and in batches of every size up to the capacity. */
    private static void assertSumsLikeANaiveWalk(
            List<DecisionTree> trees, float base, RandomTrees grower, int rowCount) {
        FlatForest forest = new FlatForest(FEATURES, base, trees);
        FeatureRow row = new FeatureRow(FEATURES);
        double[][] rows = new double[rowCount][];
        for (int i = 0; i < rowCount; i++) {
            rows[i] = grower.row();
            assertThat(forest.margin(row.load(rows[i]))).isEqualTo(RandomTrees.margin(trees, base, rows[i]));
        }
        FeatureBatch batch = new FeatureBatch(FEATURES, 19);
        double[] margins = new double[19];
        for (int from = 0, size = 0; from + size <= rowCount; from += size, size = (size + 1) % 20) {
            forest.margins(batch.load(rows, from, size), margins);
            for (int i = 0; i < size; i++) {
                assertThat((float) margins[i]).isEqualTo(forest.margin(row.load(rows[from + i])));
            }
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
}
