package io.quorate.ensemble;

import java.util.ArrayDeque;
import java.util.List;

/** Packs trees into the nodes of a {@link FlatForest}, which says what they are, and checks them. */
final class ForestLayout {
    private static final int MAX_DISTANCE = (1 << 16) - 1;

    final long[] nodes;
    final float[] cover;
    final int[] roots;
    final int[] groupLevels;
    private final int features;

    /**
     * Lays the trees out, with trees of one zero leaf after the last one until the groups are whole.
     *
     * @param lanes trees in a group
     */
    ForestLayout(int features, int lanes, List<DecisionTree> forest) {
        this.features = features;
        int trees = forest.size();
        int padded = (trees + lanes - 1) / lanes * lanes;
        int total = padded - trees;
        boolean covered = true;
        for (DecisionTree tree : forest) {
            total = Math.addExact(total, tree.size());
            covered &= tree.hasCover();
        }
        this.nodes = new long[total];
        this.cover = new float[covered ? total : 0];
        this.roots = new int[padded];
        this.groupLevels = new int[padded / lanes];
        int at = 0;
        for (int t = 0; t < padded; t++) {
            DecisionTree tree = t < trees ? forest.get(t) : DecisionTree.leaf(0);
            roots[t] = at;
            int levels = lay(t, tree, at);
            groupLevels[t / lanes] = Math.max(groupLevels[t / lanes], levels);
            at += tree.size();
        }
    }

    /** Writes a tree breadth first, children side by side; returns its number of levels below the root. */
    private int lay(int index, DecisionTree tree, int root) {
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
                int at = root + placed++;
                if (cover.length > 0 && tree.hasCover()) {
                    cover[at] = tree.cover[node];
                }
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
        nodes[at] = (long) Float.floatToRawIntBits(tree.value[node]) << 32 | FeatureRow.BELOW_ALL;
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
