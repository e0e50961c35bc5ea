package io.quorate.performance;

import io.quorate.tune.Assignment;
import io.quorate.tune.FinishedTrial;
import io.quorate.tune.Sampler;
import java.util.ArrayList;
import java.util.List;

/**
 * A study that maximises the Sharpe ratio of a {@link RuleFamily} and asks whether its best is more than luck.
 *
 * @param best parameters of the best trial
 * @param sharpe of it, per period
 * @param probabilistic PSR against 0, which knows nothing of the other trials
 * @param deflated DSR
 * @param bias what it was deflated by
 * @param effectiveTrials different strategies among the trials
 */
record LuckStudy(
        Assignment best,
        double sharpe,
        double probabilistic,
        double deflated,
        SelectionBias bias,
        double effectiveTrials) {
    static final double ACCEPTED = 0.95;
    private static final int GENERATION = 5;

    /**
     * Runs a study.
     *
     * @param unselected trials the sampler draws before it learns
     */
    static LuckStudy run(RuleFamily family, Sampler sampler, int trials, int unselected) {
        List<FinishedTrial> told = new ArrayList<>();
        double[][] returns = new double[trials][];
        int best = 0;
        while (told.size() < trials) {
            int first = told.size();
            for (Assignment a : sampler.ask(List.copyOf(told), first, Math.min(GENERATION, trials - first))) {
                int number = told.size();
                returns[number] = family.returns(a);
                told.add(FinishedTrial.complete(number, a, -sharpe(returns[number])));
                best = sharpe(returns[number]) > sharpe(returns[best]) ? number : best;
            }
        }
        SelectionBias bias = SelectionBias.of(returns, unselected);
        return new LuckStudy(
                told.get(best).assignment(),
                sharpe(returns[best]),
                SharpeTests.probabilistic(returns[best], 0).value(),
                bias.deflated(returns[best]).value(),
                bias,
                SelectionBias.effectiveTrials(returns));
    }

    boolean accepted() {
        return deflated >= ACCEPTED;
    }

    private static double sharpe(double[] returns) {
        double sharpe = SharpeTests.sharpe(returns);
        return Double.isNaN(sharpe) ? 0 : sharpe;
    }
}
