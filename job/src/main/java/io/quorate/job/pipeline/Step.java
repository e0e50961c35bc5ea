package io.quorate.job.pipeline;

import io.quorate.learn.ProgressListener;
import java.util.Map;

/** One step: a function of its inputs, done once for them. */
interface Step {

    StepName name();

    /** All its results depend on, by name; compared by their digest. */
    Map<String, ?> inputs(PipelineState before);

    /** Whether what it left behind is still as it was. */
    default boolean intact(StepRecord ended) {
        return true;
    }

    /**
     * Does it. May be called again for the same inputs when it was interrupted before its record was kept, and then
     * must find what it did already.
     *
     * @param inputs digest of the inputs
     */
    StepRecord run(PipelineState before, String inputs, ProgressListener progress);
}
