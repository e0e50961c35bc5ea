package io.quorate.ensemble;

import java.util.List;

/**
 * Sums the leaves a row reaches in many trees, without branches on the data.
 *
 * <p>Design: a node is one long. A split is {@code threshold key - 1 (32) | distance to the left child (16) | key slot
 * (16)}; the right child follows the left one. The step {@code node += distance + (threshold - key < 0 ? 1 : 0)} takes
 * the sign bit instead of a jump. A leaf is {@code score (32) | 0 | 0}: slot 0 of every row holds a key below all, so it
 * steps onto itself, and eight trees descend side by side for as many levels as the deepest needs. The leaves are added
 * as floats in tree order starting from the base score, the order and precision of XGBoost's CPU predictor, so every
 * caller gets the same bits. A batch walks the same eight trees for each row before it turns to the next eight, which
 * then stay in the cache.
 *
 * <p>Bounds: fewer than 32,768 features, at most 65,535 nodes between a node and its child: any tree of up to 16
 * levels, deeper ones unless they are that wide. Immutable.
 */
public final class FlatForest {
    private static final int LANES = 8;
    private static final int MAX_FEATURES = 1 << 15;

    private final int features;
    private final int trees;
    private final float base;
    private final long[] nodes;
    private final int[] roots;
    private final int[] groupLevels;
    /** Summed hessian of the training rows at each node; empty when the model does not tell. */
    private final float[] cover;

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
        ForestLayout layout = new ForestLayout(features, LANES, forest);
        this.features = features;
        this.base = base;
        this.trees = forest.size();
        this.nodes = layout.nodes;
        this.cover = layout.cover;
        this.roots = layout.roots;
        this.groupLevels = layout.groupLevels;
    }

    private FlatForest(FlatForest f, int[] columns) {
        this.features = f.features;
        this.trees = f.trees;
        this.base = f.base;
        this.roots = f.roots;
        this.groupLevels = f.groupLevels;
        this.cover = f.cover;
        this.nodes = f.nodes.clone();
        for (int at = 0; at < nodes.length; at++) {
            if (!isLeaf(at)) {
                int slot = FeatureRow.slot(columns[feature(at)], f.missingGoesLeft(at));
                nodes[at] = (nodes[at] & ~0xffffL) | slot;
            }
        }
    }

    /** The same forest on rows whose column {@code columns[j]} is the feature it calls j. */
    FlatForest inOrder(int[] columns) {
        return new FlatForest(this, columns);
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
        float sum = base;
        for (int group = 0; group < groupLevels.length; group++) {
            sum = add(sum, group, keys);
        }
        return sum;
    }

    /** As {@link #margin}, the same bits, for each row of a batch. */
    void margins(FeatureBatch batch, double[] out) {
        int rows = batch.rows();
        float[] sums = batch.sums();
        for (int i = 0; i < rows; i++) {
            sums[i] = base;
        }
        for (int group = 0; group < groupLevels.length; group++) {
            for (int i = 0; i < rows; i++) {
                sums[i] = add(sums[i], group, batch.row(i).keys());
            }
        }
        for (int i = 0; i < rows; i++) {
            out[i] = sums[i];
        }
    }

    private float add(float sum, int group, int[] keys) {
        final long[] nd = nodes;
        final int[] rt = roots;
        final int t = group * LANES;
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
        return sum
                + leaf(nd[a])
                + leaf(nd[b])
                + leaf(nd[c])
                + leaf(nd[d])
                + leaf(nd[e])
                + leaf(nd[f])
                + leaf(nd[g])
                + leaf(nd[h]);
    }

    private static int step(long[] nodes, int[] keys, int at) {
        long node = nodes[at];
        int right = (int) (((node >> 32) - keys[(int) node & 0xffff]) >>> 63);
        return at + ((int) (node >>> 16) & 0xffff) + right;
    }

    private static float leaf(long node) {
        return Float.intBitsToFloat((int) (node >> 32));
    }

    /** What {@link ForestContributions} walks. */
    float base() {
        return base;
    }

    int size() {
        return nodes.length;
    }

    boolean hasCover() {
        return cover.length > 0;
    }

    float cover(int at) {
        return cover[at];
    }

    int root(int tree) {
        return roots[tree];
    }

    boolean isLeaf(int at) {
        return (nodes[at] & 0xffff) == FeatureRow.BELOW_ALL;
    }

    float leafScore(int at) {
        return leaf(nodes[at]);
    }

    int feature(int at) {
        return FeatureRow.feature((int) nodes[at] & 0xffff);
    }

    private boolean missingGoesLeft(int at) {
        return FeatureRow.missingGoesLeft((int) nodes[at] & 0xffff);
    }

    int leftChild(int at) {
        return at + ((int) (nodes[at] >>> 16) & 0xffff);
    }

    int child(int at, FeatureRow row) {
        return step(nodes, row.keys(), at);
    }
}
