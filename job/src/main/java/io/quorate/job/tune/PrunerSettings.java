package io.quorate.job.tune;

import io.quorate.tune.FinishedTrial;
import io.quorate.tune.MedianPruner;
import java.io.Serializable;
import java.util.List;

/**
 * Which trials give up.
 *
 * @param kind by what rule
 * @param startupTrials complete trials before which none does
 * @param warmUpSteps steps of a trial before which it does not
 */
record PrunerSettings(StudyOptions.PrunerKind kind, int startupTrials, int warmUpSteps) implements Serializable {
    static final PrunerSettings NONE = new PrunerSettings(StudyOptions.PrunerKind.NONE, 0, 0);

    private static final int STARTUP_TRIALS = 5;
    private static final int EVERY_STEP = 1;

    static PrunerSettings of(StudyOptions.PrunerKind kind) {
        return new PrunerSettings(kind, STARTUP_TRIALS, 1);
    }

    /** The rule, given the trials of earlier generations. */
    PruneRule rule(List<FinishedTrial> earlier) {
        if (kind == StudyOptions.PrunerKind.NONE) {
            return PruneRule.NEVER;
        }
        MedianPruner median = new MedianPruner(startupTrials, warmUpSteps, EVERY_STEP);
        return steps -> median.prune(earlier, steps.length - 1, MedianPruner.best(steps, steps.length - 1));
    }
}
