package io.quorate.tune;

import java.util.Arrays;
import java.util.List;

/**
 * Stops a trial whose best value so far is worse than the median of the complete trials at the same step.
 *
 * @param startup complete trials with a value at the step before anything is pruned
 * @param warmUpSteps steps of a trial before it can be pruned
 * @param interval steps between two looks
 */
public record MedianPruner(int startup, int warmUpSteps, int interval) {
    public MedianPruner {
        atLeast("startup", startup, 1);
        atLeast("warmUpSteps", warmUpSteps, 0);
        atLeast("interval", interval, 1);
    }

    /**
     * Whether to stop now. A best value of NaN is worse than any.
     *
     * @param told what ended before the generation of this trial, so that the answer does not depend on its siblings
     * @param step the step just reported, from 0
     * @param bestSoFar least intermediate value of the trial up to the step
     */
    public boolean prune(List<FinishedTrial> told, int step, double bestSoFar) {
        if (step < warmUpSteps || (step - warmUpSteps) % interval != 0) {
            return false;
        }
        double[] others = told.stream()
                .filter(t -> t.state() == TrialState.COMPLETE)
                .map(FinishedTrial::steps)
                .filter(steps -> steps.length > step && !Double.isNaN(steps[step]))
                .mapToDouble(steps -> steps[step])
                .sorted()
                .toArray();
        return others.length >= startup && !(bestSoFar <= median(others));
    }

    private static double median(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : 0.5 * (sorted[half - 1] + sorted[half]);
    }

    private static void atLeast(String field, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException("pruner, " + field + ": expected at least " + least + ", was " + value);
        }
    }

    /** The least of the intermediate values up to a step; NaN when none is a number. */
    public static double best(double[] steps, int step) {
        return Arrays.stream(steps, 0, Math.min(step + 1, steps.length))
                .filter(v -> !Double.isNaN(v))
                .min()
                .orElse(Double.NaN);
    }
}
