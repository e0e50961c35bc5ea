package io.quorate.ensemble;

import java.util.ArrayDeque;
import java.util.List;

/**
 * Sums the leaves a row reaches in many trees, without branches on the data.
 *
 * <p>Design: a node is one long, {@code threshold key - 1 (32) | distance to the left child (16) | key slot (16)}; the
 * right child follows the left one. The step {@code node += distance + (threshold - key < 0 ? 1 : 0)} takes the sign
 * bit instead of a jump. A leaf has distance 0 and a threshold no key exceeds, so it steps onto itself, and eight trees
 * descend side by side for as many levels as the deepest needs. The leaves are added as floats in tree order starting
 * from the base score, the order and precision of XGBoost's CPU predictor, so every caller gets the same bits.
 *
 * <p>Bounds: fewer than 32,768 features, at most 65,535 nodes between a node and its child. Immutable.
 */
public final class FlatForest {
    private static final int LANES = 8;
    private static final int MAX_FEATURES = 1 << 15;
    private static final int MAX_DISTANCE = (1 << 16) - 1;

    private final int features;
    private final int trees;
    private final float base;
    private final long[] nodes;
    private final float[] leaves;
    private final int[] roots;
    private final int[] groupLevels;

    /**
     * Lays the trees out.
     *
     * @throws IllegalArgumentException for a cycle, a node used twice, an index out of range, a NaN threshold or a leaf
     *     that is not finite
     */
    FlatForest(int features, float base, List<DecisionTree> forest) {
        if (features < 1 || features >= MAX_FEATURES) {
            throw new IllegalArgumentException("expected 1.." + (MAX_FEATURES - 1) + " features, was " + features);
        }
        if (!Float.isFinite(base)) {
            throw new IllegalArgumentException("expected a finite base score, was " + base);
        }
        this.features = features;
        this.base = base;
        this.trees = forest.size();
        int padded = (trees + LANES - 1) / LANES * LANES;
        int total = padded - trees;
        for (DecisionTree tree : forest) {
            total = Math.addExact(total, tree.size());
        }
        this.nodes = new long[total];
        this.leaves = new float[total];
        this.roots = new int[padded];
        this.groupLevels = new int[padded / LANES];
        int at = 0;
        for (int t = 0; t < padded; t++) {
            DecisionTree tree = t < trees ? forest.get(t) : DecisionTree.leaf(0);
            roots[t] = at;
            int levels = lay(t, tree, at);
            groupLevels[t / LANES] = Math.max(groupLevels[t / LANES], levels);
            at += tree.size();
        }
    }

    public int features() {
        return features;
    }

    public int trees() {
        return trees;
    }

    /** Base score plus the sum of the leaves. */
    public float margin(FeatureRow row) {
        final int[] keys = row.keys();
        final long[] nd = nodes;
        final float[] lf = leaves;
        final int[] rt = roots;
        float sum = base;
        for (int group = 0, t = 0; group < groupLevels.length; group++, t += LANES) {
            int a = rt[t];
            int b = rt[t + 1];
            int c = rt[t + 2];
            int d = rt[t + 3];
            int e = rt[t + 4];
            int f = rt[t + 5];
            int g = rt[t + 6];
            int h = rt[t + 7];
            for (int level = groupLevels[group]; level > 0; level--) {
                a = step(nd, keys, a);
                b = step(nd, keys, b);
                c = step(nd, keys, c);
                d = step(nd, keys, d);
                e = step(nd, keys, e);
                f = step(nd, keys, f);
                g = step(nd, keys, g);
                h = step(nd, keys, h);
            }
            sum = sum + lf[a] + lf[b] + lf[c] + lf[d] + lf[e] + lf[f] + lf[g] + lf[h];
        }
        return sum;
    }

    private static int step(long[] nodes, int[] keys, int at) {
        long node = nodes[at];
        int right = (int) (((node >> 32) - keys[(int) node & 0xffff]) >>> 63);
        return at + ((int) (node >>> 16) & 0xffff) + right;
    }

    /** Writes a tree breadth first, children side by side; returns its number of levels below the root. */
    private int lay(int index, DecisionTree tree, int base) {
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        boolean[] seen = new boolean[tree.size()];
        queue.add(0);
        seen[0] = true;
        int placed = 0;
        int levels = -1;
        while (!queue.isEmpty()) {
            levels++;
            for (int left = queue.size(); left > 0; left--) {
                int node = queue.remove();
                int at = base + placed++;
                if (tree.isLeaf(node)) {
                    layLeaf(index, tree, node, at);
                } else {
                    int distance = queue.size() + 1;
                    enqueue(index, tree, tree.left[node], seen, queue);
                    enqueue(index, tree, tree.right[node], seen, queue);
                    laySplit(index, tree, node, at, distance);
                }
            }
        }
        return levels;
    }

    private void layLeaf(int index, DecisionTree tree, int node, int at) {
        if (!Float.isFinite(tree.value[node])) {
            throw new IllegalArgumentException(
                    "expected a finite leaf " + node + " in tree " + index + ", was " + tree.value[node]);
        }
        nodes[at] = (long) Integer.MAX_VALUE << 32;
        leaves[at] = tree.value[node];
    }

    private void laySplit(int index, DecisionTree tree, int node, int at, int distance) {
        int feature = tree.feature[node];
        float threshold = tree.value[node];
        if (feature < 0 || feature >= features) {
            throw new IllegalArgumentException("expected a feature in 0.." + (features - 1) + " at node " + node
                    + " of tree " + index + ", was " + feature);
        }
        if (Float.isNaN(threshold)) {
            throw new IllegalArgumentException(
                    "expected a number as threshold of node " + node + " of tree " + index + ", was NaN");
        }
        if (distance > MAX_DISTANCE) {
            throw new IllegalArgumentException("expected tree " + index + " to fit " + MAX_DISTANCE
                    + " nodes between parent and child, was " + distance);
        }
        long key = FeatureRow.key(threshold) - 1L;
        int slot = FeatureRow.slot(feature, tree.missingGoesLeft[node]);
        nodes[at] = key << 32 | (long) distance << 16 | slot;
    }

    private static void enqueue(int index, DecisionTree tree, int node, boolean[] seen, ArrayDeque<Integer> queue) {
        if (node < 0 || node >= tree.size() || seen[node]) {
            throw new IllegalArgumentException("expected tree " + index + " to reach each of its " + tree.size()
                    + " nodes at most once, was node " + node + " again or out of range");
        }
        seen[node] = true;
        queue.add(node);
    }
}
