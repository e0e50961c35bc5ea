package io.quorate.job.control;

import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.control.StrategySpec;
import org.jspecify.annotations.Nullable;

/**
 * An epoch that somebody asked for.
 *
 * @param kind what it is
 * @param scope portfolio, or "*"
 * @param version its version
 * @param effectiveFromMs first event time it applies to, epoch ms
 * @param requestId identity of the request
 * @param author who asked
 * @param reason why
 * @param writtenMs wall time it was written to the log, epoch ms
 * @param ensemble bundle of an ENSEMBLE
 * @param strategy content of a STRATEGY
 * @param limits content of a LIMITS
 */
public record EpochStatus(
        ControlKind kind,
        String scope,
        long version,
        long effectiveFromMs,
        String requestId,
        String author,
        String reason,
        long writtenMs,
        @Nullable EnsembleSpec ensemble,
        @Nullable StrategySpec strategy,
        @Nullable LimitsSpec limits) {

    static EpochStatus of(LoggedRecord logged) {
        var r = logged.record();
        return new EpochStatus(
                r.kind(),
                r.scope(),
                r.version(),
                r.effectiveFromMs(),
                r.requestId(),
                r.author(),
                r.reason(),
                logged.writtenMs(),
                r.ensemble(),
                r.strategy(),
                r.limits());
    }
}
