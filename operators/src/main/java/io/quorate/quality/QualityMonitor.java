package io.quorate.quality;

import io.quorate.schema.model.ReferenceProfile;
import io.quorate.schema.quality.EpochFigures;
import io.quorate.schema.quality.QualityChange;
import io.quorate.schema.quality.QualityLevel;
import io.quorate.schema.quality.QualityReason;
import io.quorate.schema.quality.QualityRecord;
import io.quorate.schema.quality.QualitySketch;
import io.quorate.schema.quality.QualitySubject;
import io.quorate.schema.state.FeatureCounts;
import io.quorate.schema.state.MemberCounts;
import io.quorate.schema.state.QualityState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what the subtasks counted of one ensemble version and judges each window once it is complete. The result
 * does not depend on how the counts were split or in which order they came. Not thread-safe.
 */
public final class QualityMonitor {

    /** Closed windows with labels the rolling figures are over. */
    public static final int RECENT = 10;

    private final long windowMs;

    public QualityMonitor(long windowMs) {
        this.windowMs = windowMs;
    }

    /** Takes what one subtask counted. */
    public static void add(QualityState state, QualitySketch sketch) {
        state.lastWindow = Math.max(state.lastWindow, sketch.window());
        FeatureCounts features = sketch.features();
        if (features != null) {
            if (state.reference == null) {
                state.reference = features.reference;
            }
            SketchSums.merge(state.features, features, false);
        }
        MemberCounts members = sketch.members();
        if (members != null) {
            SketchSums.merge(state.members, members);
        }
    }

    /** Judges every window that ends at or before {@code tsMs}, in order. */
    public List<QualityRecord> closeThrough(QualityState state, long tsMs) {
        List<QualityRecord> records = new ArrayList<>();
        long closing = nextWindow(state);
        while (closing < Long.MAX_VALUE && (closing + 1) * windowMs <= tsMs) {
            close(state, closing, records);
            closing = nextWindow(state);
        }
        return records;
    }

    private static long nextWindow(QualityState state) {
        long features = state.features.isEmpty() ? Long.MAX_VALUE : state.features.get(0).window;
        return Math.min(features, state.members.isEmpty() ? Long.MAX_VALUE : state.members.get(0).window);
    }

    private void close(QualityState state, long window, List<QualityRecord> records) {
        FeatureCounts features =
                state.features.isEmpty() || state.features.get(0).window != window ? null : state.features.remove(0);
        MemberCounts members =
                state.members.isEmpty() || state.members.get(0).window != window ? null : state.members.remove(0);
        long version = features != null ? features.ensembleVersion : members == null ? -1 : members.ensembleVersion;
        ReferenceProfile reference = state.reference;
        List<DriftMonitor.Verdict> drifts = List.of();
        if (features != null && reference != null) {
            drifts = DriftMonitor.judge(reference, features, state);
            for (int c = 0; c < drifts.size(); c++) {
                DriftMonitor.Verdict v = drifts.get(c);
                records.add(new QualityRecord(
                        version,
                        window * windowMs,
                        (window + 1) * windowMs,
                        c < reference.features().size() ? QualitySubject.FEATURE : QualitySubject.OUTPUT,
                        v.column().name(),
                        v.level(),
                        v.change(),
                        v.reason(),
                        features.samples,
                        v.figures(),
                        null,
                        null));
            }
        }
        if (members != null) {
            members(state, members, version, records);
        }
        records.add(epoch(state, version, window, features, drifts));
    }

    private void members(QualityState state, MemberCounts counts, long version, List<QualityRecord> records) {
        state.recent.add(counts);
        if (state.recent.size() > RECENT) {
            state.recent.remove(0);
        }
        ReferenceProfile reference = state.reference;
        int subjects = counts.correct.length;
        if (reference != null && reference.members().size() != subjects) {
            throw new IllegalStateException(
                    "expected labels of " + reference.members().size() + " members and ensemble, was " + subjects);
        }
        for (int s = 0; s < subjects; s++) {
            MemberMonitor.Verdict v = MemberMonitor.judge(reference, counts, state, s);
            records.add(new QualityRecord(
                    version,
                    counts.window * windowMs,
                    (counts.window + 1) * windowMs,
                    QualitySubject.MEMBER,
                    name(reference, s, subjects),
                    v.level(),
                    v.change(),
                    v.reason(),
                    v.labels(),
                    null,
                    v.figures(),
                    null));
        }
    }

    private static String name(@Nullable ReferenceProfile reference, int s, int subjects) {
        if (reference != null) {
            return reference.members().get(s).name();
        }
        return s == subjects - 1 ? ReferenceProfile.ENSEMBLE : "member " + s;
    }

    private QualityRecord epoch(
            QualityState state,
            long version,
            long window,
            @Nullable FeatureCounts counts,
            List<DriftMonitor.Verdict> drifts) {
        int drifting = count(state.drifting);
        int failing = count(state.failing);
        double greatest = Double.NaN;
        String of = "";
        int features = state.drifting.length;
        double[] now = new double[drifts.isEmpty() ? 0 : features];
        double[] then = new double[now.length];
        for (int c = 0; c < now.length; c++) {
            DriftMonitor.Verdict v = drifts.get(c);
            if (v.figures().psi() > (Double.isNaN(greatest) ? -1 : greatest)) {
                greatest = v.figures().psi();
                of = v.column().name();
            }
            now[c] = v.figures().importance();
            then[c] = v.figures().importanceReference();
        }
        QualityLevel level = drifting + failing > 0 ? QualityLevel.ALARM : QualityLevel.QUIET;
        QualityReason reason = drifting + failing > 0 ? QualityReason.LATCHED : QualityReason.NONE;
        if (state.reference == null) {
            level = QualityLevel.UNKNOWN;
            reason = QualityReason.NO_REFERENCE;
        }
        return new QualityRecord(
                version,
                window * windowMs,
                (window + 1) * windowMs,
                QualitySubject.EPOCH,
                ReferenceProfile.ENSEMBLE,
                level,
                QualityChange.NONE,
                reason,
                counts == null ? 0 : counts.samples,
                null,
                null,
                new EpochFigures(drifting, failing, greatest, of, Importance.rankCorrelation(now, then)));
    }

    private static int count(boolean[] flags) {
        int n = 0;
        for (boolean flag : flags) {
            n += flag ? 1 : 0;
        }
        return n;
    }
}
