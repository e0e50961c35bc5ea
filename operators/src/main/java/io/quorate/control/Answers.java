package io.quorate.control;

import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.ControlRequest;
import io.quorate.schema.control.EnsembleSpec;
import org.jspecify.annotations.Nullable;

/** Records of the log that answer a request; each carries its offset and the requester's identity. */
final class Answers {

    /** A reason may quote what it is about, a bundle's manifest say; the record has to fit the topic. */
    private static final int MOST_REASON_CHARS = 2_000;

    private Answers() {}

    /** A record with the content of the request. */
    static ControlRecord of(
            ControlKind kind, long offset, ControlRequest r, long version, @Nullable EnsembleSpec ensemble) {
        return new ControlRecord(
                kind,
                r.scope(),
                version,
                r.effectiveFromMs(),
                0,
                0,
                offset,
                r.requestId(),
                r.author(),
                r.reason(),
                ensemble,
                null,
                r.strategy(),
                r.limits(),
                r.symbol());
    }

    /** A refusal; of a request that could not be read, {@code r} is null. */
    static ControlRecord refused(long offset, @Nullable ControlRequest r, String problem) {
        return new ControlRecord(
                ControlKind.REFUSED,
                r == null ? ControlRecord.ALL : r.scope(),
                r == null ? 0 : r.version(),
                0,
                0,
                0,
                offset,
                r == null ? "" : r.requestId(),
                r == null ? "" : r.author(),
                shortened(problem),
                null,
                null,
                null,
                null);
    }

    /** A PREPARE that is given up. */
    static ControlRecord refused(ControlRecord prepare, String problem) {
        return with(prepare, ControlKind.REFUSED, 0, 0, shortened(problem));
    }

    private static String shortened(String problem) {
        return problem.length() <= MOST_REASON_CHARS ? problem : problem.substring(0, MOST_REASON_CHARS) + "...";
    }

    static ControlRecord prepare(ControlRecord r, int round) {
        return with(r, ControlKind.PREPARE, r.effectiveFromMs(), round, r.reason());
    }

    static ControlRecord epoch(ControlRecord r, ControlKind kind, long effectiveFromMs) {
        return with(r, kind, effectiveFromMs, 0, r.reason());
    }

    private static ControlRecord with(
            ControlRecord r, ControlKind kind, long effectiveFromMs, int round, String reason) {
        return new ControlRecord(
                kind,
                r.scope(),
                r.version(),
                effectiveFromMs,
                0,
                round,
                r.requestOffset(),
                r.requestId(),
                r.author(),
                reason,
                r.ensemble(),
                null,
                r.strategy(),
                r.limits(),
                r.symbol());
    }
}
