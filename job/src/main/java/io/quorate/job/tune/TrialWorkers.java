package io.quorate.job.tune;

import io.quorate.tune.FinishedTrial;
import java.util.List;
import java.util.function.Consumer;

/** Where trials are evaluated. */
interface TrialWorkers extends AutoCloseable {
    /**
     * Evaluates trials, all or until the deadline; what has not ended then, or when the thread is interrupted, is given up.
     *
     * @param asked at most a generation
     * @param earlier the trials of earlier generations, in order of their numbers: what pruning may look at
     * @param told is given each result, on the calling thread, in any order
     * @param deadlineNanos of System.nanoTime; Long.MAX_VALUE = none
     * @return whether all have ended
     */
    boolean run(List<AskedTrial> asked, List<FinishedTrial> earlier, Consumer<Trial> told, long deadlineNanos)
            throws InterruptedException;

    /** Gives up what still runs. */
    @Override
    void close();
}
