package io.quorate.performance;

import java.util.Arrays;

/**
 * What a study must be charged for having chosen the best of its trials.
 *
 * <p>N is the number of all trials: an upper bound of the independent ones, since a sampler that has learned tries much
 * the same again. V is the variance of the Sharpe ratios of the trials drawn before it learned: those drawn later lie
 * close together and high, and their spread says nothing of luck. Few trials tell it roughly, so V is the upper end of
 * what is believable at 95 %. It is at most 1 / (n - 1), what n independent returns without skill give: what the trials
 * spread beyond it is difference in skill, and no reason to doubt the best.
 *
 * @param trials N
 * @param unselected trials with returns drawn before the sampler learned
 * @param observedVariance of their Sharpe ratios, per period; NaN for fewer than two
 * @param samplingVariance 1 / (n - 1)
 */
public record SelectionBias(int trials, int unselected, double observedVariance, double samplingVariance) {
    private static final double BELIEF = 0.05;

    /**
     * Measures a study.
     *
     * @param returnsByTrial out of sample, by [trial in the order of its number][period]
     * @param unselected trials at the start whose parameters were drawn at random
     * @throws IllegalArgumentException for no trials, different lengths, fewer than two periods, or more unselected ones
     *     than there are
     */
    public static SelectionBias of(double[][] returnsByTrial, int unselected) {
        if (returnsByTrial.length == 0 || unselected < 0 || unselected > returnsByTrial.length) {
            throw new IllegalArgumentException("expected trials, and at most as many unselected, was "
                    + returnsByTrial.length + " and " + unselected);
        }
        int periods = returnsByTrial[0].length;
        if (periods < 2) {
            throw new IllegalArgumentException("expected at least two periods, was " + periods);
        }
        for (double[] returns : returnsByTrial) {
            requireLength(returns, periods);
        }
        double[] sharpes = new double[unselected];
        Arrays.setAll(sharpes, t -> orZero(SharpeTests.sharpe(returnsByTrial[t])));
        return new SelectionBias(
                returnsByTrial.length, unselected, Moments.of(sharpes).variance(), 1.0 / (periods - 1));
    }

    /** The same for a study of so many trials, those included that left no returns: a pruned trial was tried too. */
    public SelectionBias withTrials(int tried) {
        return new SelectionBias(tried, unselected, observedVariance, samplingVariance);
    }

    /** V; NaN for fewer than two unselected trials. */
    public double varianceOfSharpe() {
        double freedom = unselected - 1.0;
        return unselected < 2
                ? Double.NaN
                : Math.min(observedVariance * freedom / chiSquare(freedom), samplingVariance);
    }

    /** Lower 5 % point of a chi-square distribution, by Wilson and Hilferty (1931); at least a small positive number. */
    private static double chiSquare(double freedom) {
        double step = 2 / (9 * freedom);
        double root = Math.max(0.05, 1 - step + NormalDistribution.quantile(BELIEF) * StrictMath.sqrt(step));
        return freedom * root * root * root;
    }

    /** SR0: the greatest Sharpe ratio per period that luck alone would be expected to give. */
    public Figure expectedMaximum() {
        return unselected < 2
                ? Figure.none("fewer than two unselected trials")
                : Figure.of(SharpeTests.expectedMaximum(trials, varianceOfSharpe()));
    }

    /** Deflated Sharpe ratio of the returns of the trial that was chosen. */
    public Figure deflated(double[] chosen) {
        Figure benchmark = expectedMaximum();
        return benchmark.defined() ? SharpeTests.probabilistic(chosen, benchmark.value()) : benchmark;
    }

    private static void requireLength(double[] returns, int periods) {
        if (returns.length != periods) {
            throw new IllegalArgumentException(
                    "expected trials of " + periods + " periods, was one of " + returns.length);
        }
    }

    private static double orZero(double sharpe) {
        return Double.isNaN(sharpe) ? 0 : sharpe;
    }

    /**
     * How many different strategies the trials are: N^2 / sum of the squared correlations of all pairs, from 1 to N; trials
     * without spread do not count. Told beside, it deflates nothing: an estimate that is too low would let luck pass.
     *
     * @param returnsByTrial by [trial][period], all of one length
     */
    public static double effectiveTrials(double[][] returnsByTrial) {
        double[][] unit = new double[returnsByTrial.length][];
        int moving = 0;
        for (double[] returns : returnsByTrial) {
            requireLength(returns, returnsByTrial[0].length);
            Moments moments = Moments.of(returns);
            if (moments.variance() > 0) {
                unit[moving++] = unit(returns, moments);
            }
        }
        double squares = moving;
        for (int a = 0; a < moving; a++) {
            for (int b = 0; b < a; b++) {
                double correlation = dot(unit[a], unit[b]);
                squares += 2 * correlation * correlation;
            }
        }
        return moving == 0 ? 1 : (double) moving * moving / squares;
    }

    private static double[] unit(double[] returns, Moments moments) {
        double length = moments.deviation() * StrictMath.sqrt(moments.n() - 1.0);
        double[] unit = new double[returns.length];
        Arrays.setAll(unit, i -> (returns[i] - moments.mean()) / length);
        return unit;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
