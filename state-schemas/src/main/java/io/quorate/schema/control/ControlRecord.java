package io.quorate.schema.control;

import io.quorate.schema.execution.VenueReport;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One record of the control log. Which parts are set depends on the kind; the rest is null, 0 or empty.
 *
 * @param kind what it is
 * @param scope portfolio it concerns, "*", or "shadow" of an ensemble that decides nothing
 * @param version version of an epoch; the older version when an ENSEMBLE rolls back
 * @param effectiveFromMs first event time an epoch applies to; the frontier of a FRONTIER; the first window start of a
 *     START
 * @param watermarkMs market watermark known when a FRONTIER was written; 0 otherwise
 * @param round which PREPARE of the same request this is, from 1; 0 otherwise
 * @param requestOffset offset of the request this answers; -1 for none
 * @param requestId identity the requester chose
 * @param author who asked
 * @param reason why it was asked, or why it was refused
 * @param ensemble bundle of a PREPARE or ENSEMBLE
 * @param weights table of a WEIGHTS
 * @param strategy content of a STRATEGY
 * @param limits content of a LIMITS
 * @param symbol what a FORCE_EXIT closes; null = everything
 * @param report content of an EXECUTION, whose version is the offset of the report
 */
public record ControlRecord(
        ControlKind kind,
        String scope,
        long version,
        long effectiveFromMs,
        long watermarkMs,
        int round,
        long requestOffset,
        String requestId,
        String author,
        String reason,
        @Nullable EnsembleSpec ensemble,
        @Nullable WeightsSpec weights,
        @Nullable StrategySpec strategy,
        @Nullable LimitsSpec limits,
        @Nullable String symbol,
        @Nullable VenueReport report) {

    /** Scope of records that concern every portfolio. */
    public static final String ALL = "*";

    /** Scope of an ENSEMBLE that is scored beside the one in force and decides nothing, and of the RETIRE that ends it. */
    public static final String SHADOW = "shadow";

    public ControlRecord {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(requestId, "requestId");
        Objects.requireNonNull(author, "author");
        Objects.requireNonNull(reason, "reason");
    }

    /** A record without a report. */
    public ControlRecord(
            ControlKind kind,
            String scope,
            long version,
            long effectiveFromMs,
            long watermarkMs,
            int round,
            long requestOffset,
            String requestId,
            String author,
            String reason,
            @Nullable EnsembleSpec ensemble,
            @Nullable WeightsSpec weights,
            @Nullable StrategySpec strategy,
            @Nullable LimitsSpec limits,
            @Nullable String symbol) {
        this(
                kind,
                scope,
                version,
                effectiveFromMs,
                watermarkMs,
                round,
                requestOffset,
                requestId,
                author,
                reason,
                ensemble,
                weights,
                strategy,
                limits,
                symbol,
                null);
    }

    /** A record that names no symbol. */
    public ControlRecord(
            ControlKind kind,
            String scope,
            long version,
            long effectiveFromMs,
            long watermarkMs,
            int round,
            long requestOffset,
            String requestId,
            String author,
            String reason,
            @Nullable EnsembleSpec ensemble,
            @Nullable WeightsSpec weights,
            @Nullable StrategySpec strategy,
            @Nullable LimitsSpec limits) {
        this(
                kind,
                scope,
                version,
                effectiveFromMs,
                watermarkMs,
                round,
                requestOffset,
                requestId,
                author,
                reason,
                ensemble,
                weights,
                strategy,
                limits,
                null);
    }

    public static ControlRecord start(long firstWindowStartMs) {
        return bare(ControlKind.START, firstWindowStartMs, 0);
    }

    public static ControlRecord frontier(long frontierMs, long watermarkMs) {
        return bare(ControlKind.FRONTIER, frontierMs, watermarkMs);
    }

    public static ControlRecord weights(long effectiveFromMs, WeightsSpec spec) {
        return new ControlRecord(
                ControlKind.WEIGHTS, ALL, spec.window(), effectiveFromMs, 0, 0, -1, "", "", "", null, spec, null, null);
    }

    /** What an external venue did, known to its portfolio from an event time on. */
    public static ControlRecord execution(long effectiveFromMs, long offset, VenueReport report) {
        return new ControlRecord(
                ControlKind.EXECUTION,
                report.portfolio(),
                offset,
                effectiveFromMs,
                0,
                0,
                -1,
                "",
                "",
                "",
                null,
                null,
                null,
                null,
                null,
                report);
    }

    private static ControlRecord bare(ControlKind kind, long effectiveFromMs, long watermarkMs) {
        return new ControlRecord(kind, ALL, 0, effectiveFromMs, watermarkMs, 0, -1, "", "", "", null, null, null, null);
    }
}
