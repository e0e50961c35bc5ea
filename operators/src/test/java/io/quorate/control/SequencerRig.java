package io.quorate.control;

import io.quorate.schema.control.ControlAck;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.ControlRequest;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.control.SequencerInput;
import io.quorate.schema.control.WeightsSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A sequencer with a log in memory and a clock that only moves when told to. */
final class SequencerRig {

    static final long WINDOW_MS = 1_000;
    static final long DELAY_MS = 100;
    static final long LATENESS_MS = 50;
    static final long LEAD_MS = 5_000;
    static final long LOAD_TIMEOUT_MS = 10_000;
    static final SequencerSettings SETTINGS = settings(2);

    final List<ControlRecord> log = new ArrayList<>();
    final SequencerSettings settings;
    Sequencer sequencer;
    long nowNanos = 1_000_000_000_000L;

    SequencerRig(SequencerSettings settings, long requestsAtStart) {
        this.settings = settings;
        sequencer = new Sequencer(settings, List.of(), requestsAtStart);
    }

    static SequencerRig empty() {
        return new SequencerRig(SETTINGS, 0);
    }

    /** A rig whose log has its START at 0 and whose frontier moves. */
    static SequencerRig started() {
        SequencerRig rig = empty();
        rig.on(SequencerInput.firstSeen(0, 700));
        rig.on(SequencerInput.firstSeen(1, LATENESS_MS));
        return rig;
    }

    static SequencerSettings settings(int partitions) {
        return new SequencerSettings(
                partitions, LATENESS_MS, WINDOW_MS, DELAY_MS, LEAD_MS, LOAD_TIMEOUT_MS, Epochs.LAYOUT, 1_000);
    }

    /** A new sequencer over the log written so far. */
    List<ControlRecord> restart(long requestsAtStart) {
        sequencer = new Sequencer(settings, List.copyOf(log), requestsAtStart);
        return append(sequencer.resume(nowNanos));
    }

    List<ControlRecord> on(SequencerInput in) {
        return append(sequencer.on(in, nowNanos));
    }

    List<ControlRecord> tick() {
        return append(sequencer.tick(nowNanos));
    }

    private List<ControlRecord> append(List<ControlRecord> records) {
        log.addAll(records);
        return records;
    }

    void sleepMs(long millis) {
        nowNanos += millis * 1_000_000;
    }

    List<ControlRecord> watermark(long tsMs) {
        return on(SequencerInput.watermark(tsMs));
    }

    List<ControlRecord> request(long offset, ControlRequest r) {
        return on(SequencerInput.request(offset, r));
    }

    List<ControlRecord> weights(WeightsSpec spec) {
        return on(SequencerInput.weights(spec));
    }

    /** Every subtask's answer to the last PREPARE of a request. */
    List<ControlRecord> loaded(ControlRecord prepare, int parallelism) {
        List<ControlRecord> written = new ArrayList<>();
        for (int subtask = 0; subtask < parallelism; subtask++) {
            written.addAll(on(SequencerInput.ack(ack(prepare, subtask, parallelism, ""))));
        }
        return written;
    }

    static ControlAck ack(ControlRecord prepare, int subtask, int parallelism, String refusal) {
        return new ControlAck(
                prepare.version(),
                Objects.requireNonNull(prepare.ensemble()).sha256(),
                subtask,
                parallelism,
                prepare.round(),
                refusal.isEmpty(),
                refusal);
    }

    List<ControlRecord> ofKind(ControlKind kind) {
        return log.stream().filter(r -> r.kind() == kind).toList();
    }

    ControlRecord last(ControlKind kind) {
        List<ControlRecord> all = ofKind(kind);
        return all.get(all.size() - 1);
    }

    static ControlRequest ensemble(long version, long effectiveFromMs) {
        return ensemble(version, effectiveFromMs, Epochs.spec(version));
    }

    static ControlRequest ensemble(long version, long effectiveFromMs, EnsembleSpec spec) {
        return request(ControlKind.ENSEMBLE, "*", version, effectiveFromMs, false, spec);
    }

    static ControlRequest rollback(long version, long effectiveFromMs) {
        return request(ControlKind.ENSEMBLE, "*", version, effectiveFromMs, true, null);
    }

    static ControlRequest kill(String scope, long effectiveFromMs) {
        return request(ControlKind.KILL, scope, -1, effectiveFromMs, false, null);
    }

    static ControlRequest resume(String scope, long effectiveFromMs) {
        return request(ControlKind.RESUME, scope, -1, effectiveFromMs, false, null);
    }

    static ControlRequest strategy(String portfolio, long version, long effectiveFromMs) {
        return new ControlRequest(
                ControlKind.STRATEGY,
                portfolio,
                version,
                effectiveFromMs,
                false,
                "id",
                "test",
                "",
                null,
                Epochs.strategySpec(0.2, "*"),
                null);
    }

    static ControlRequest request(
            ControlKind kind,
            String scope,
            long version,
            long effectiveFromMs,
            boolean rollback,
            @Nullable EnsembleSpec spec) {
        return new ControlRequest(kind, scope, version, effectiveFromMs, rollback, "id", "test", "", spec, null, null);
    }
}
