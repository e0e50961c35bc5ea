package io.quorate.control;

import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.control.EnsembleWeights;
import io.quorate.schema.control.WeightsSpec;
import io.quorate.schema.execution.VenueReport;
import io.quorate.schema.execution.VenueReportKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the records of the control log mean to its writer: derived from the log alone, so it needs no other state. */
final class LogView {

    /** Weights sent again come from at most one checkpoint back; so many windows are hours of them. */
    private static final long WINDOWS_REMEMBERED = 4_096;

    /** A fill sent again comes from the beginning of the venue's feed or from at most a checkpoint back. */
    private static final int FILLS_REMEMBERED = 65_536;

    private final long windowMs;
    private final Map<String, Long> lastVersion = new HashMap<>();
    private final Map<String, TreeMap<Long, Long>> versionAt = new HashMap<>();
    private final TreeMap<Long, EnsembleSpec> committed = new TreeMap<>();
    private final TreeMap<Long, ControlRecord> pending = new TreeMap<>();
    private final TreeMap<Long, WeightsSpec> recentWeights = new TreeMap<>();
    private final Map<Long, Integer> lastRound = new HashMap<>();
    private List<EnsembleWeights> table = List.of();
    private boolean started;
    private long frontierMs = Long.MIN_VALUE;
    private long toldWatermarkMs = Long.MIN_VALUE;
    private long loggedToMs;
    private long lastRequestOffset = -1;
    private long lastReportOffset = -1;
    private final TreeSet<Long> venueSeqs = new TreeSet<>();
    private long forgottenVenueSeq;

    LogView(long windowMs) {
        this.windowMs = windowMs;
    }

    void apply(ControlRecord r) {
        if (r.requestOffset() >= 0) {
            lastRequestOffset = Math.max(lastRequestOffset, r.requestOffset());
        }
        switch (r.kind()) {
            case START -> {
                started = true;
                loggedToMs = r.effectiveFromMs();
            }
            case FRONTIER -> {
                frontierMs = Math.max(frontierMs, r.effectiveFromMs());
                toldWatermarkMs = Math.max(toldWatermarkMs, r.watermarkMs());
            }
            case PREPARE -> {
                pending.put(r.requestOffset(), r);
                lastRound.merge(r.version(), r.round(), Math::max);
            }
            case REFUSED -> pending.remove(r.requestOffset());
            case WEIGHTS -> weights(Objects.requireNonNull(r.weights()));
            case ENSEMBLE -> {
                pending.remove(r.requestOffset());
                if (r.scope().equals(ControlRecord.ALL)) {
                    committed.put(r.version(), Objects.requireNonNull(r.ensemble()));
                }
                remember(r);
            }
            case LIMITS, STRATEGY, KILL, RESUME, RETIRE, FORCE_EXIT, RESET_DRAWDOWN -> remember(r);
            case EXECUTION -> {
                lastReportOffset = Math.max(lastReportOffset, r.version());
                fill(Objects.requireNonNull(r.report()));
            }
        }
    }

    private void weights(WeightsSpec spec) {
        loggedToMs = Math.max(loggedToMs, (spec.window() + 1) * windowMs);
        table = spec.table();
        recentWeights.put(spec.window(), spec);
        recentWeights.headMap(spec.window() - WINDOWS_REMEMBERED, true).clear();
    }

    private void remember(ControlRecord r) {
        lastVersion.merge(name(r.kind(), r.scope()), r.version(), Math::max);
        versionAt
                .computeIfAbsent(name(r.kind(), r.scope()), k -> new TreeMap<>())
                .merge(r.effectiveFromMs(), r.version(), Math::max);
    }

    boolean started() {
        return started;
    }

    boolean closed() {
        return frontierMs == Long.MAX_VALUE;
    }

    long frontierMs() {
        return frontierMs;
    }

    /** Greatest market watermark a FRONTIER carries; epoch ms. */
    long toldWatermarkMs() {
        return toldWatermarkMs;
    }

    /** End of the last weights window in the log; epoch ms. */
    long loggedToMs() {
        return loggedToMs;
    }

    long lastRequestOffset() {
        return lastRequestOffset;
    }

    /** Offset of the last report of an external venue in the log; -1 for none. */
    long lastReportOffset() {
        return lastReportOffset;
    }

    /** True if the log has the fill, or so many later ones that it must have had it. */
    boolean hasFill(VenueReport fill) {
        return fill.venueSeq() <= forgottenVenueSeq || venueSeqs.contains(fill.venueSeq());
    }

    /** A gateway may hold a fill back until its order is known, so the places in the log rise, but not by one rule. */
    private void fill(VenueReport report) {
        if (report.kind() == VenueReportKind.FILL) {
            venueSeqs.add(report.venueSeq());
            if (venueSeqs.size() > FILLS_REMEMBERED) {
                forgottenVenueSeq = Objects.requireNonNull(venueSeqs.pollFirst());
            }
        }
    }

    List<EnsembleWeights> table() {
        return table;
    }

    /** True if the log still is known to hold these weights for their window, or that window is forgotten. */
    boolean agreesWith(WeightsSpec spec) {
        WeightsSpec logged = weightsOf(spec.window());
        return logged == null ? spec.window() <= loggedToMs / windowMs - 1 - WINDOWS_REMEMBERED : logged.equals(spec);
    }

    /** Weights logged for exactly this window; null for one inside a gap. */
    @Nullable
    WeightsSpec weightsOf(long window) {
        return recentWeights.get(window);
    }

    /** A round that no acknowledgement in flight can name. */
    int nextRound(long version) {
        return lastRound.getOrDefault(version, 0) + 1;
    }

    /** PREPAREs without an answer, by request offset. */
    TreeMap<Long, ControlRecord> pending() {
        return pending;
    }

    /** The first PREPARE of a scope without an answer; null for none. */
    @Nullable
    ControlRecord firstPending(String scope) {
        for (ControlRecord p : pending.values()) {
            if (p.scope().equals(scope)) {
                return p;
            }
        }
        return null;
    }

    /** The bundle of a version that is committed or about to be; null for none. */
    @Nullable
    EnsembleSpec bundle(long version) {
        EnsembleSpec spec = committed.get(version);
        for (ControlRecord p : pending.values()) {
            boolean named = p.version() == version && p.scope().equals(ControlRecord.ALL);
            spec = spec == null && named ? p.ensemble() : spec;
        }
        return spec;
    }

    long nextVersion(ControlKind kind, String scope) {
        long last = lastVersion.getOrDefault(name(kind, scope), 0L);
        for (ControlRecord p : pending.values()) {
            if (RequestRules.line(kind) == ControlKind.ENSEMBLE && p.scope().equals(scope)) {
                last = Math.max(last, p.version());
            }
        }
        return last + 1;
    }

    /** The first effective time at or after {@code wantedMs} at which this version would win. */
    long freeFrom(ControlKind kind, String scope, long version, long wantedMs) {
        TreeMap<Long, Long> line = versionAt.get(name(kind, scope));
        long ts = wantedMs;
        while (line != null && line.getOrDefault(ts, Long.MIN_VALUE) >= version) {
            ts++;
        }
        return ts;
    }

    private static String name(ControlKind kind, String scope) {
        return RequestRules.line(kind) + "|" + scope;
    }
}
