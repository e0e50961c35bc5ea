package io.quorate.ensemble;

/**
 * One binary tree as parallel arrays: node 0 is the root, a leaf has {@code left < 0}.
 *
 * <p>Going down, a row with {@code (float) x < value} goes left, NaN in the default direction, else right.
 */
final class DecisionTree {
    private static final float[] UNKNOWN = {};

    final int[] left;
    final int[] right;
    final int[] feature;
    final boolean[] missingGoesLeft;
    /** Threshold of a split, score of a leaf. */
    final float[] value;
    /** Summed hessian of the training rows at each node; empty when unknown. */
    final float[] cover;

    DecisionTree(int[] left, int[] right, int[] feature, boolean[] missingGoesLeft, float[] value) {
        this(left, right, feature, missingGoesLeft, value, UNKNOWN);
    }

    DecisionTree(int[] left, int[] right, int[] feature, boolean[] missingGoesLeft, float[] value, float[] cover) {
        int n = left.length;
        if (n == 0 || right.length != n || feature.length != n || missingGoesLeft.length != n || value.length != n) {
            throw new IllegalArgumentException("expected " + n + " nodes in every array of a tree, was " + right.length
                    + ", " + feature.length + ", " + missingGoesLeft.length + ", " + value.length);
        }
        if (cover.length != n && cover.length != 0) {
            throw new IllegalArgumentException("expected the cover of " + n + " nodes, was of " + cover.length);
        }
        for (float c : cover) {
            if (!(c >= 0 && c < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("expected finite covers >= 0, was " + c);
            }
        }
        this.cover = cover;
        this.left = left;
        this.right = right;
        this.feature = feature;
        this.missingGoesLeft = missingGoesLeft;
        this.value = value;
    }

    static DecisionTree leaf(float score) {
        return new DecisionTree(
                new int[] {-1}, new int[] {-1}, new int[] {0}, new boolean[] {false}, new float[] {score});
    }

    int size() {
        return left.length;
    }

    boolean hasCover() {
        return cover.length > 0;
    }

    boolean isLeaf(int node) {
        return left[node] < 0;
    }
}
