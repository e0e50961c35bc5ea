package io.quorate.ensemble;

import java.util.Arrays;

/**
 * Path-dependent TreeSHAP (Lundberg et al. 2020) of a forest: the Shapley values of its features when a feature that is
 * not known follows both branches in proportion to the training rows that did.
 *
 * <p>For a leaf with score v and, on its path, features j with the share z_j of training rows that went its way and o_j
 * in {0, 1} whether this row does, phi_i = v (o_i - z_i) int_0^1 prod_{j != i} (z_j (1-t) + o_j t) dt. The integrand is a
 * polynomial in t of at most (features on the path - 1) degrees, so Gauss-Legendre quadrature with half as many nodes is
 * exact. One walk carries the product at each quadrature node down and the sum over the leaves below back up, and every
 * edge takes its share of that sum: O(nodes x depth / 2) a row instead of O(leaves x depth^2). All terms are positive
 * products, so nothing cancels. A feature met again below itself replaces its factor, and takes away what its upper edge
 * was given for the leaves below (Yu et al. 2022). Scratch of one thread; allocates nothing a row.
 */
final class ForestContributions implements MemberContributions {
    private static final int NOWHERE = -1;

    private final FlatForest forest;
    private final int points;
    /** Quadrature nodes in (0, 1), one minus them, and weights. */
    private final double[] t;

    private final double[] rest;
    private final double[] weight;
    /** Share of the training rows that went to this node among those at its parent; NaN never. */
    private final double[] share;

    private final double base;
    /** By depth: product down to the node, sum of the leaves below it, factor and gain of the edge into it. */
    private final double[][] product;

    private final double[][] below;
    private final double[][] factor;
    private final double[][] gain;
    private final double[] shareOf;
    /** By feature: depth of the last edge that asked for it. */
    private final int[] lastDepth;

    ForestContributions(FlatForest forest) {
        this.forest = forest;
        this.share = new double[forest.size()];
        int depth = 0;
        double sum = forest.base();
        for (int tree = 0; tree < forest.trees(); tree++) {
            int root = forest.root(tree);
            share[root] = 1;
            depth = Math.max(depth, measure(root));
            sum += expected(root);
        }
        this.base = sum;
        this.points = Math.max(1, (depth + 1) / 2);
        this.t = new double[points];
        this.rest = new double[points];
        this.weight = new double[points];
        GaussLegendre.unitInterval(t, weight);
        for (int q = 0; q < points; q++) {
            rest[q] = 1 - t[q];
        }
        this.product = new double[depth + 1][points];
        this.below = new double[depth + 1][points];
        this.factor = new double[depth + 1][points];
        this.gain = new double[depth + 1][points];
        this.shareOf = new double[depth + 1];
        this.lastDepth = new int[forest.features()];
        Arrays.fill(lastDepth, NOWHERE);
        Arrays.fill(product[0], 1);
    }

    @Override
    public double add(FeatureRow row, double[] out) {
        for (int tree = 0; tree < forest.trees(); tree++) {
            int root = forest.root(tree);
            if (!forest.isLeaf(root)) {
                descend(root, 0, row, out);
            }
        }
        return base;
    }

    /** Leaves in {@code below[depth]} the sum over the leaves under the node, weighted for the quadrature. */
    private void descend(int at, int depth, FeatureRow row, double[] out) {
        double[] sum = below[depth];
        if (forest.isLeaf(at)) {
            double score = forest.leafScore(at);
            double[] p = product[depth];
            for (int q = 0; q < points; q++) {
                sum[q] = score * weight[q] * p[q];
            }
            return;
        }
        Arrays.fill(sum, 0);
        int feature = forest.feature(at);
        int taken = forest.child(at, row);
        int left = forest.leftChild(at);
        int upper = lastDepth[feature];
        lastDepth[feature] = depth + 1;
        edge(left, left == taken, upper, depth + 1, row, out, feature);
        edge(left + 1, left + 1 == taken, upper, depth + 1, row, out, feature);
        lastDepth[feature] = upper;
    }

    private void edge(int child, boolean taken, int upper, int depth, FeatureRow row, double[] out, int feature) {
        boolean follows = taken && (upper == NOWHERE || follows(upper));
        double z = upper == NOWHERE ? share[child] : share[child] * Math.abs(shareOf[upper]);
        if (z == 0 && !follows) {
            return;
        }
        // the sign tells whether the row follows; z is never -0 unless it does
        shareOf[depth] = follows ? -z : z;
        double[] f = factor[depth];
        double[] g = gain[depth];
        double[] above = product[depth - 1];
        double[] p = product[depth];
        for (int q = 0; q < points; q++) {
            f[q] = follows ? z * rest[q] + t[q] : z * rest[q];
            g[q] = follows ? (1 - z) / f[q] : -1 / rest[q];
            p[q] = above[q] * f[q];
        }
        if (upper != NOWHERE) {
            double[] replaced = factor[upper];
            for (int q = 0; q < points; q++) {
                p[q] /= replaced[q];
            }
        }
        descend(child, depth, row, out);
        collect(depth, upper, out, feature);
    }

    private boolean follows(int depth) {
        return Math.copySign(1, shareOf[depth]) < 0;
    }

    /** Gives the edge its share of the sum below it, and the sum to the node above. */
    private void collect(int depth, int upper, double[] out, int feature) {
        double[] sum = below[depth];
        double[] parent = below[depth - 1];
        double[] g = gain[depth];
        double contribution = 0;
        if (upper == NOWHERE) {
            for (int q = 0; q < points; q++) {
                contribution += g[q] * sum[q];
                parent[q] += sum[q];
            }
        } else {
            double[] replaced = gain[upper];
            for (int q = 0; q < points; q++) {
                contribution += (g[q] - replaced[q]) * sum[q];
                parent[q] += sum[q];
            }
        }
        out[feature] += contribution;
    }

    /** Fills the shares below a node; returns the levels below it. */
    private int measure(int at) {
        if (forest.isLeaf(at)) {
            return 0;
        }
        int left = forest.leftChild(at);
        double whole = forest.cover(at);
        for (int child = left; child <= left + 1; child++) {
            share[child] = whole > 0 ? forest.cover(child) / whole : 0;
        }
        return 1 + Math.max(measure(left), measure(left + 1));
    }

    private double expected(int at) {
        if (forest.isLeaf(at)) {
            return forest.leafScore(at);
        }
        int left = forest.leftChild(at);
        return share[left] * expected(left) + share[left + 1] * expected(left + 1);
    }
}
