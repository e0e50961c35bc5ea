package io.quorate.job.tune;

/** Where a trial says how it is doing, a walk-forward fold at a time. */
@FunctionalInterface
public interface TrialSteps {
    /** Keeps nothing and never prunes. */
    TrialSteps NONE = (step, value) -> false;

    /**
     * Reports an intermediate value of the first objective, in its own direction.
     *
     * @param step 0, 1, 2… without a gap
     * @return true when the trial is to give up, by returning {@link TrialOutcome#pruned()}
     */
    boolean report(int step, double value);
}
