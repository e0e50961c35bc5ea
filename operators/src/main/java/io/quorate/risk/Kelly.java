package io.quorate.risk;

import io.quorate.schema.state.PortfolioState;
import java.util.Arrays;

/**
 * Kelly fraction of an entry from the portfolio's own closed trades: {@code f* = p - (1 - p) / b}.
 *
 * <p>p is the smaller of the calibrated probability of winning and the 5 % quantile of Beta(1 + wins, 1 + losses) over
 * the remembered trades entered with a probability in the same 0.1-wide bucket; b = mean win / mean loss over all
 * remembered trades. Break-even trades are neither. Source: J. L. Kelly, A New Interpretation of Information Rate, 1956.
 */
public final class Kelly {

    /** Closed trades of the bucket below which there is no estimate. */
    public static final int MIN_TRADES = 30;

    private static final double QUANTILE = 0.05;
    private static final int BUCKETS = 10;

    /** Quantiles by wins and losses; at most CAPACITY of both, computed once each. */
    private final double[][] bounds = new double[TradeHistory.CAPACITY + 1][];

    /** f* for a probability of winning and a ratio of mean win to mean loss; negative = no bet. */
    public static double fraction(double p, double b) {
        return p - (1 - p) / b;
    }

    /** f* of a continuous return: mean over variance; NaN without variance. */
    public static double continuous(double mean, double variance) {
        return variance > 0 ? mean / variance : Double.NaN;
    }

    /**
     * f* of an entry; NaN when the history cannot tell: fewer than 30 trades in the bucket (so also when there are fewer
     * in all, and so that a bucket never tried is not closed for good), no loss, no win, or a probability that is NaN.
     */
    public double estimate(PortfolioState state, double winProbability) {
        if (!(winProbability >= 0 && winProbability <= 1) || state.tradeReturns.length < MIN_TRADES) {
            return Double.NaN;
        }
        int bucket = bucket(winProbability);
        int bucketTrades = 0;
        int bucketWins = 0;
        int bucketLosses = 0;
        int wins = 0;
        int losses = 0;
        double won = 0;
        double lost = 0;
        for (int i = 0; i < state.tradeReturns.length; i++) {
            double r = state.tradeReturns[i];
            boolean same = bucket(state.tradeWinProbabilities[i]) == bucket;
            bucketTrades += same ? 1 : 0;
            if (r > 0) {
                wins++;
                won += r;
                bucketWins += same ? 1 : 0;
            } else if (r < 0) {
                losses++;
                lost -= r;
                bucketLosses += same ? 1 : 0;
            }
        }
        double b = (won / wins) / (lost / losses);
        if (bucketTrades < MIN_TRADES || !(b > 0) || b == Double.POSITIVE_INFINITY) {
            return Double.NaN;
        }
        return fraction(Math.min(winProbability, bound(bucketWins, bucketLosses)), b);
    }

    private static int bucket(double probability) {
        return Math.min(BUCKETS - 1, (int) (probability * BUCKETS));
    }

    private double bound(int wins, int losses) {
        double[] row = bounds[wins];
        if (row == null) {
            row = new double[TradeHistory.CAPACITY + 1 - wins];
            Arrays.fill(row, Double.NaN);
            bounds[wins] = row;
        }
        if (Double.isNaN(row[losses])) {
            row[losses] = BetaQuantile.of(QUANTILE, wins, losses);
        }
        return row[losses];
    }
}
