package io.quorate.performance;

/**
 * Probability of backtest overfitting (PBO) by combinatorially symmetric cross-validation.
 *
 * <p>The periods are cut into S blocks. For every choice of S/2 of them the trial with the greatest Sharpe ratio there
 * is looked up in the ranking of the other half; with w = rank / (trials + 1), ties sharing their mean rank, PBO is the
 * share of choices with ln(w / (1 - w)) &lt;= 0, that is, in which the best of one half is no better than the median of
 * the other. A trial that never moves has Sharpe ratio 0. Of equal bests the first counts. Source: D. Bailey, J. Borwein,
 * M. Lopez de Prado and Q. J. Zhu, The Probability of Backtest Overfitting (2015).
 */
public final class Overfitting {
    /** Blocks unless there is a reason for others: 12,870 choices. */
    public static final int BLOCKS = 16;

    private static final int MOST_BLOCKS = 24;

    /** By [block][trial], of returns less the trial's mean. */
    private final double[][] sums;

    private final double[][] squares;
    private final int[] periods;
    private final double[] means;

    private Overfitting(double[][] returns, int blocks) {
        int trials = returns.length;
        int n = returns[0].length;
        sums = new double[blocks][trials];
        squares = new double[blocks][trials];
        periods = new int[blocks];
        means = new double[trials];
        for (int t = 0; t < trials; t++) {
            means[t] = Moments.sum(returns[t]) / n;
        }
        for (int b = 0; b < blocks; b++) {
            int from = cut(n, b, blocks);
            int to = cut(n, b + 1, blocks);
            periods[b] = to - from;
            for (int t = 0; t < trials; t++) {
                for (int i = from; i < to; i++) {
                    double d = returns[t][i] - means[t];
                    sums[b][t] += d;
                    squares[b][t] += d * d;
                }
            }
        }
    }

    /**
     * The probability.
     *
     * @param returns by [trial][period], all of one length
     * @param blocks even, at most 24
     * @throws IllegalArgumentException for trials of different lengths, a return that is not finite, or blocks out of
     *     range
     */
    public static Figure pbo(double[][] returns, int blocks) {
        if (blocks < 2 || blocks > MOST_BLOCKS || blocks % 2 != 0) {
            throw new IllegalArgumentException("expected an even number of blocks from 2 to 24, was " + blocks);
        }
        requireTable(returns);
        if (returns.length < 2) {
            return Figure.none("fewer than two trials");
        }
        if (returns[0].length < 2 * blocks) {
            return Figure.none("fewer than " + 2 * blocks + " periods");
        }
        return new Overfitting(returns, blocks).pbo();
    }

    private static void requireTable(double[][] returns) {
        for (int t = 0; t < returns.length; t++) {
            if (returns[t].length != returns[0].length) {
                throw new IllegalArgumentException("trial " + t + ": expected " + returns[0].length
                        + " returns as the first, was " + returns[t].length);
            }
            for (double r : returns[t]) {
                if (!Double.isFinite(r)) {
                    throw new IllegalArgumentException("trial " + t + ": expected finite returns, was " + r);
                }
            }
        }
    }

    private Figure pbo() {
        int blocks = periods.length;
        int all = (1 << blocks) - 1;
        long choices = 0;
        long overfitted = 0;
        double[] inside = new double[means.length];
        double[] outside = new double[means.length];
        for (int chosen = 0; chosen <= all; chosen++) {
            if (Integer.bitCount(chosen) == blocks / 2) {
                sharpe(chosen, inside);
                sharpe(all & ~chosen, outside);
                choices++;
                overfitted += atMostMedian(outside, best(inside)) ? 1 : 0;
            }
        }
        return Figure.of((double) overfitted / choices);
    }

    private void sharpe(int chosen, double[] into) {
        double n = 0;
        for (int b = 0; b < periods.length; b++) {
            n += (chosen >> b & 1) * periods[b];
        }
        for (int t = 0; t < into.length; t++) {
            double sum = 0;
            double square = 0;
            for (int b = 0; b < periods.length; b++) {
                if ((chosen >> b & 1) == 1) {
                    sum += sums[b][t];
                    square += squares[b][t];
                }
            }
            double mean = means[t] + sum / n;
            double variance = Math.max(0, (square - sum * sum / n) / (n - 1));
            into[t] = mean == 0 ? 0 : mean / StrictMath.sqrt(variance);
        }
    }

    private static int best(double[] sharpe) {
        int best = 0;
        for (int t = 1; t < sharpe.length; t++) {
            best = sharpe[t] > sharpe[best] ? t : best;
        }
        return best;
    }

    /** Whether the mean rank of a trial, from 1, is at most (trials + 1) / 2. */
    private static boolean atMostMedian(double[] sharpe, int trial) {
        int below = 0;
        int equal = 0;
        for (double other : sharpe) {
            below += other < sharpe[trial] ? 1 : 0;
            equal += other == sharpe[trial] ? 1 : 0;
        }
        // twice the mean rank of the equal ones
        return 2 * below + equal + 1 <= sharpe.length + 1;
    }

    private static int cut(int n, int block, int blocks) {
        return (int) ((long) n * block / blocks);
    }
}
