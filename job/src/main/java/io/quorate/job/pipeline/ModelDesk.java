package io.quorate.job.pipeline;

import io.quorate.schema.control.ControlRequest;
import io.quorate.schema.control.EnsembleSpec;
import org.jspecify.annotations.Nullable;

/** What a pipeline needs of a running job. */
interface ModelDesk {

    /**
     * What became of a request that may have been made before; null when there is none.
     *
     * @param requestId its identity
     */
    @Nullable
    Answer find(String requestId);

    /** Makes a request and waits for the answer. Throws UserError when there is none. */
    Answer ask(ControlRequest request);

    /** The ensemble that decides; null for none. */
    @Nullable
    EnsembleSpec inForce();

    /**
     * Compares the shadow with the ensemble in force on the samples whose label is known and that both predicted.
     *
     * @param fromMs event time from which the shadow was scored
     */
    Comparison compare(long fromMs);

    /** Waits a little for the job to get further. */
    void pause();

    /**
     * An answer.
     *
     * @param accepted whether the request became an epoch
     * @param version its version
     * @param effectiveFromMs first event time it applies to
     * @param reason why it was refused
     */
    record Answer(boolean accepted, long version, long effectiveFromMs, String reason) {}

    /**
     * A comparison.
     *
     * @param outcomes samples compared
     * @param shadowBrier mean squared error of the shadow; NaN without samples
     * @param liveBrier that of the ensemble in force
     */
    record Comparison(long outcomes, double shadowBrier, double liveBrier) {}
}
