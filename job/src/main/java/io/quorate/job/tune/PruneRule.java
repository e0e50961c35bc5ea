package io.quorate.job.tune;

/** Whether a trial is to give up; a function of finished generations and of what the trial itself has reported. */
@FunctionalInterface
interface PruneRule {
    PruneRule NEVER = steps -> false;

    /**
     * Whether to give up now.
     *
     * @param steps what the trial has reported up to now, minimised, at least one
     */
    boolean prune(double[] steps);
}
