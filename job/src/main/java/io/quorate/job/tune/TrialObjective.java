package io.quorate.job.tune;

import io.quorate.tune.Assignment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a study optimises. Equal assignments give equal outcomes, on any thread, machine and in any order; several trials
 * are evaluated at the same time.
 */
public interface TrialObjective {
    /** The objectives and constraints, the same for all trials. */
    ObjectiveShape shape();

    /**
     * Evaluates one assignment: the space's active parameters and the fixed values of the space file.
     *
     * <p>Whoever reports a step and is told to prune gives up and returns {@link TrialOutcome#pruned()}. An interrupted
     * thread should give up soon, by throwing InterruptedException or otherwise: what it returns is thrown away.
     *
     * @throws TrialFailedException when there is no answer for this assignment; the study goes on, as it does after a
     *     RuntimeException
     */
    TrialOutcome evaluate(Assignment assignment, TrialSteps steps) throws TrialFailedException, InterruptedException;

    /**
     * Evaluates an assignment on the hold-out period, which no trial has seen.
     *
     * @return null when there is no hold-out
     */
    default @Nullable TrialOutcome holdOut(Assignment assignment) throws TrialFailedException, InterruptedException {
        return null;
    }

    /**
     * Writes what is needed to use an assignment (strategy, limits, bundle…) into an empty folder that exists.
     *
     * @return the files, relative to the folder
     */
    default List<String> writeDeployable(Assignment assignment, Path folder)
            throws IOException, TrialFailedException, InterruptedException {
        return List.of();
    }
}
