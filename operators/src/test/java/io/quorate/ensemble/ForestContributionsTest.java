package io.quorate.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the definition of the Shapley value: every subset of the features. */
class ForestContributionsTest {
    private static final int FEATURES = 5;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void equalTheShapleyValuesOverAllSubsets(long seed) {
        Random random = new Random(seed);
        RandomTrees grower = new RandomTrees(random, FEATURES, 7);
        List<DecisionTree> trees = new ArrayList<>();
        for (int t = 0; t < 6; t++) {
            trees.add(grower.tree((int) seed + 1));
        }
        float base = (float) random.nextGaussian();
        ForestContributions shap = new ForestContributions(new FlatForest(FEATURES, base, trees));
        for (int i = 0; i < 50; i++) {
            double[] x = grower.row();
            double[] out = new double[FEATURES];
            double left = shap.add(new FeatureRow(FEATURES).load(x), out);
            double[] value = new double[1 << FEATURES];
            for (int known = 0; known < value.length; known++) {
                value[known] = base;
                for (DecisionTree tree : trees) {
                    value[known] += expectation(tree, 0, x, known);
                }
            }
            assertThat(left).isCloseTo(value[0], offset(1e-9));
            for (int feature = 0; feature < FEATURES; feature++) {
                assertThat(out[feature]).as("feature %d", feature).isCloseTo(shapley(value, feature), offset(1e-9));
            }
        }
    }

    @Test
    void deepTreesStillSumToTheMargin() {
        RandomTrees grower = new RandomTrees(new Random(5), 40, 9);
        List<DecisionTree> trees = List.of(grower.tree(16), grower.tree(16), grower.tree(0), grower.tree(16));
        FlatForest forest = new FlatForest(40, 0.25f, trees);
        ForestContributions shap = new ForestContributions(forest);
        for (int i = 0; i < 20; i++) {
            double[] x = grower.row();
            double[] out = new double[40];
            FeatureRow row = new FeatureRow(40).load(x);
            double sum = shap.add(row, out);
            for (double share : out) {
                sum += share;
            }
            assertThat(sum).isCloseTo(forest.margin(row), offset(1e-6));
        }
    }

    @Test
    void linearMembersAreSplitIntoTheirTerms() {
        List<MarginSplit> splits = new Contributions(TinyBundles.model("x")).of(new double[] {2.1, Double.NaN});
        assertThat(splits).extracting(MarginSplit::member).containsExactly("svm", "logistic");
        assertThat(splits.get(0).features()).containsExactly((2.1 - 0.1) / 2, 0);
        assertThat(splits.get(0).base()).isEqualTo(0.1);
        assertThat(splits.get(1).sum()).isCloseTo(splits.get(1).margin(), offset(1e-15));
    }

    private static double shapley(double[] value, int feature) {
        double[] factorial = new double[FEATURES + 1];
        factorial[0] = 1;
        for (int i = 1; i <= FEATURES; i++) {
            factorial[i] = factorial[i - 1] * i;
        }
        double sum = 0;
        for (int known = 0; known < value.length; known++) {
            if ((known & 1 << feature) == 0) {
                int size = Integer.bitCount(known);
                double weight = factorial[size] * factorial[FEATURES - size - 1] / factorial[FEATURES];
                sum += weight * (value[known | 1 << feature] - value[known]);
            }
        }
        return sum;
    }

    private static double expectation(DecisionTree tree, int node, double[] x, int known) {
        if (tree.isLeaf(node)) {
            return tree.value[node];
        }
        int left = tree.left[node];
        int right = tree.right[node];
        if ((known & 1 << tree.feature[node]) != 0) {
            return expectation(tree, RandomTrees.goesLeft(tree, node, x) ? left : right, x, known);
        }
        float whole = tree.cover[node];
        return whole == 0
                ? 0
                : tree.cover[left] / (double) whole * expectation(tree, left, x, known)
                        + tree.cover[right] / (double) whole * expectation(tree, right, x, known);
    }
}
