package io.quorate.learn;

/**
 * Size and regularisation of a forest.
 *
 * @param trees trees of the random forest, or rounds of boosting
 * @param depth greatest depth
 * @param minChildWeight least summed hessian of a child
 * @param rowShare share of the rows a tree sees
 * @param columnShare share of the features: of each node in the random forest, of each tree in boosting
 * @param l2 penalty on leaf values (lambda)
 */
public record TreeOptions(int trees, int depth, double minChildWeight, double rowShare, double columnShare, double l2) {

    public TreeOptions {
        TrainOptions.require(trees >= 1 && trees <= 10_000, "1..10000 trees or rounds", trees);
        TrainOptions.require(depth >= 1 && depth <= 15, "a depth in 1..15", depth);
        TrainOptions.require(finite(minChildWeight), "a least child weight >= 0", minChildWeight);
        TrainOptions.require(rowShare > 0 && rowShare <= 1, "a share of rows in (0, 1]", rowShare);
        TrainOptions.require(columnShare > 0 && columnShare <= 1, "a share of features in (0, 1]", columnShare);
        TrainOptions.require(finite(l2), "an L2 penalty >= 0", l2);
    }

    private static boolean finite(double x) {
        return x >= 0 && x < Double.POSITIVE_INFINITY;
    }
}
