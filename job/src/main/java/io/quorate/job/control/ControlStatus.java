package io.quorate.job.control;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the control log says at one moment. In force means at the market's watermark; pending epochs come later.
 *
 * @param records records of the log read so far
 * @param watermarkMs event time the market has reached as of the last FRONTIER, epoch ms; null before the first
 * @param frontierMs event time up to which every epoch is known, epoch ms; null before the first
 * @param closed true once the log ended with the end of the data: no further request is answered
 * @param ensemble ensemble in force; null for none
 * @param weights member weights in force; null before the first window with credits, the prior weights count then
 * @param portfolios by name; those with a strategy, limits or a kill of their own
 * @param limits limits of portfolios without their own; null for none
 * @param kill kill of all portfolios; null when none is in force
 * @param pending epochs that take effect after the watermark, by effective time
 * @param preparing bundles the scoring subtasks are asked to load
 * @param refused the last refused requests, newest last
 * @param shadow ensemble that is scored and decides nothing; null for none
 */
public record ControlStatus(
        long records,
        @Nullable Long watermarkMs,
        @Nullable Long frontierMs,
        boolean closed,
        @Nullable EpochStatus ensemble,
        @Nullable Weights weights,
        List<Portfolio> portfolios,
        @Nullable EpochStatus limits,
        @Nullable EpochStatus kill,
        List<EpochStatus> pending,
        List<Preparing> preparing,
        List<Refused> refused,
        @Nullable EpochStatus shadow) {

    /**
     * Weights of the ensemble in force.
     *
     * @param window weights window after which they were logged
     * @param effectiveFromMs first event time they apply to, epoch ms
     * @param byMember weight by member name, in declared order
     */
    public record Weights(long window, long effectiveFromMs, Map<String, Double> byMember) {}

    /**
     * One portfolio.
     *
     * @param name its name
     * @param strategy strategy in force; null for none
     * @param limits limits of its own in force; null for none
     * @param kill kill of its own in force; null for none
     */
    public record Portfolio(
            String name,
            @Nullable EpochStatus strategy,
            @Nullable EpochStatus limits,
            @Nullable EpochStatus kill) {}

    /**
     * A bundle being loaded.
     *
     * @param version ensemble version it is to become
     * @param bundleUri where its bytes are
     * @param loaded subtasks that have it
     * @param parallelism subtasks that must have it; 0 before the first answer
     * @param requestId identity of the request
     * @param author who asked
     * @param reason why
     * @param writtenMs wall time of the PREPARE, epoch ms
     * @param scope "*", or "shadow"
     */
    public record Preparing(
            long version,
            String bundleUri,
            int loaded,
            int parallelism,
            String requestId,
            String author,
            String reason,
            long writtenMs,
            String scope) {}

    /**
     * A refused request.
     *
     * @param requestOffset offset of the request
     * @param scope portfolio, or "*"
     * @param requestId identity of the request; empty when it could not be read
     * @param author who asked; empty when it could not be read
     * @param reason why it was refused
     * @param writtenMs wall time of the refusal, epoch ms
     */
    public record Refused(
            long requestOffset, String scope, String requestId, String author, String reason, long writtenMs) {}
}
