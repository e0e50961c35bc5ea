package io.quorate.simulate;

import java.util.Arrays;

/**
 * What the paths came to, for an equity that starts at 1. Numbers beyond the range of what is kept are infinite or NaN.
 */
public final class SimulationFigures {

    /** Two-sided 95 % of a normal. */
    private static final double Z95 = 1.959963984540054;

    private final SimulationPlan plan;
    private final long paths;
    private final Distribution wealth;
    private final Distribution drawdown;
    private final Distribution longestUnderWater;
    private final Moments moments;
    private final long losses;
    private final long[] ruined;
    private final long underWaterSteps;

    SimulationFigures(
            SimulationPlan plan,
            long paths,
            Distribution wealth,
            Distribution drawdown,
            Distribution longestUnderWater,
            Moments moments,
            long losses,
            long[] ruined,
            long underWaterSteps) {
        if (paths != plan.paths()) {
            throw new IllegalStateException("expected figures of " + plan.paths() + " paths, was " + paths);
        }
        this.plan = plan;
        this.paths = paths;
        this.wealth = wealth;
        this.drawdown = drawdown;
        this.longestUnderWater = longestUnderWater;
        this.moments = moments;
        this.losses = losses;
        this.ruined = Arrays.copyOf(ruined, ruined.length);
        this.underWaterSteps = underWaterSteps;
    }

    /**
     * Means and extremes, exact whatever the distributions are.
     *
     * @param wealthSquareMean mean of the squares
     */
    public record Moments(
            double wealthMean,
            double wealthSquareMean,
            double wealthLeast,
            double wealthMost,
            double drawdownMean,
            double drawdownMost) {

        /** Standard deviation of the terminal wealth, with n - 1; NaN for one path or squares beyond the doubles. */
        double wealthSd(long paths) {
            if (paths < 2 || !Double.isFinite(wealthSquareMean)) {
                return Double.NaN;
            }
            if (wealthLeast == wealthMost) {
                return 0;
            }
            double variance = Math.max(0, wealthSquareMean - wealthMean * wealthMean);
            return Math.sqrt(variance * paths / (paths - 1));
        }
    }

    public SimulationPlan plan() {
        return plan;
    }

    /** Terminal wealth. */
    public Distribution wealth() {
        return wealth;
    }

    /** Maximum drawdown. */
    public Distribution drawdown() {
        return drawdown;
    }

    /** Most consecutive steps below the highest equity. */
    public Distribution longestUnderWater() {
        return longestUnderWater;
    }

    public Moments moments() {
        return moments;
    }

    /** Standard deviation of the terminal wealth; NaN when there is none. */
    public double wealthSd() {
        return moments.wealthSd(paths);
    }

    /** Share of paths that end below their start. */
    public double lossProbability() {
        return (double) losses / paths;
    }

    /** Share of paths whose maximum drawdown reaches a level of the plan. */
    public double ruinProbability(int level) {
        return (double) ruined[level] / paths;
    }

    /** Standard error of a share of the paths. */
    public double standardError(double probability) {
        return Math.sqrt(probability * (1 - probability) / paths);
    }

    /** Mean share of a path's steps below its highest equity. */
    public double underWaterShare() {
        return (double) underWaterSteps / ((double) paths * plan.steps());
    }

    /**
     * Expected shortfall: 1 minus the mean terminal wealth of the paths at or below the quantile. In bins paths that tie
     * with it cannot be told from others of its bin, and are left out.
     *
     * @param tail share of the paths, 0.05 say
     */
    public double shortfall(double tail) {
        return 1 - meanOfLeast(wealth.exact() ? wealth.countAtMost(wealth.quantile(tail)) : paths(tail));
    }

    private double meanOfLeast(long values) {
        return wealth.sumOfLeast(values) / values;
    }

    /** Fewest paths that are at or below the quantile. */
    private long paths(double tail) {
        return (long) Math.floor(tail * (paths - 1)) + 1;
    }

    /** Greatest error of {@link #shortfall}: of the bins, and of all that may tie with the quantile; 0 if exact. */
    public double shortfallError(double tail) {
        if (wealth.exact()) {
            return 0;
        }
        double quantile = wealth.quantile(tail);
        long fewest = paths(tail);
        long most = Math.max(fewest, wealth.countAtMost(quantile));
        double upper = quantile * (1 + 2 * WealthBins.RELATIVE_ERROR);
        double ties = (double) (most - fewest) / most * (upper - meanOfLeast(fewest));
        return ties + quantile * WealthBins.RELATIVE_ERROR;
    }

    /** Greatest error of a quantile of the terminal wealth as a share of it. */
    public double wealthRelativeError() {
        return wealth.exact() ? 0 : WealthBins.RELATIVE_ERROR;
    }

    /** Greatest error of a quantile of the maximum drawdown. */
    public double drawdownError() {
        return drawdown.exact() ? 0 : DrawdownBins.ERROR;
    }

    /**
     * Order statistics between which the quantile of all paths there could be lies with 95 % confidence, by the normal
     * approximation of the binomial.
     */
    public double[] interval95(Distribution values, double q) {
        double centre = q * paths;
        double reach = Z95 * Math.sqrt(q * (1 - q) * paths);
        long low = Math.max(0, (long) Math.floor(centre - reach) - 1);
        long high = Math.min(paths - 1, (long) Math.ceil(centre + reach));
        return new double[] {values.atRank(low), values.atRank(high)};
    }
}
