package io.quorate.schema.control;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A wish of an operator or a tool; the sequencer turns it into an epoch or refuses it.
 *
 * @param kind an epoch kind other than WEIGHTS
 * @param scope portfolio, or "*"
 * @param version version of the epoch, greater than any of its kind and scope; -1 = the next; of a rollback, the
 *     version to put in force again
 * @param effectiveFromMs first event time it should apply to; -1 = as soon as the frontier allows
 * @param rollback true if an ENSEMBLE names a version committed before
 * @param requestId identity chosen by the requester, to find the answer
 * @param author who asks
 * @param reason why
 * @param ensemble bundle, for ENSEMBLE
 * @param strategy content, for STRATEGY
 * @param limits content, for LIMITS
 * @param symbol what a FORCE_EXIT closes; null = everything
 */
public record ControlRequest(
        ControlKind kind,
        String scope,
        long version,
        long effectiveFromMs,
        boolean rollback,
        String requestId,
        String author,
        String reason,
        @Nullable EnsembleSpec ensemble,
        @Nullable StrategySpec strategy,
        @Nullable LimitsSpec limits,
        @Nullable String symbol) {

    public ControlRequest {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(requestId, "requestId");
        Objects.requireNonNull(author, "author");
        Objects.requireNonNull(reason, "reason");
    }

    /** A wish that names no symbol. */
    public ControlRequest(
            ControlKind kind,
            String scope,
            long version,
            long effectiveFromMs,
            boolean rollback,
            String requestId,
            String author,
            String reason,
            @Nullable EnsembleSpec ensemble,
            @Nullable StrategySpec strategy,
            @Nullable LimitsSpec limits) {
        this(
                kind,
                scope,
                version,
                effectiveFromMs,
                rollback,
                requestId,
                author,
                reason,
                ensemble,
                strategy,
                limits,
                null);
    }
}
