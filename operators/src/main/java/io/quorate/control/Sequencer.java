package io.quorate.control;

import io.quorate.schema.control.ControlAck;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.ControlRequest;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.control.SequencerInput;
import io.quorate.schema.control.WeightsSpec;
import io.quorate.schema.execution.VenueReport;
import io.quorate.schema.execution.VenueReportKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of the control log: validates and orders requests, gives them effective times beyond the frontier, logs
 * weights windows, and moves the frontier.
 *
 * <p>Its state is the log; only the first timestamps of the partitions and the end of the data, which the log does not
 * hold, are carried beside it. Each call returns the records to append as one unit; they must be durable before the next
 * call. Not thread-safe.
 */
public final class Sequencer {

    private final SequencerSettings settings;
    private final LogView log;
    private final FrontierPolicy policy;
    private final long requestsAtStart;
    private final TreeMap<Integer, Long> firstSeenMs = new TreeMap<>();
    private final BundleRollout rollout = new BundleRollout();
    private final List<ControlRecord> out = new ArrayList<>();
    private long watermarkMs = Long.MIN_VALUE;
    private long endMs = Long.MIN_VALUE;

    /**
     * A sequencer that continues a log.
     *
     * @param records every record of the log, in order
     * @param requestsAtStart offset after the last request that existed when the log was opened: no frontier is written
     *     before all of them are answered
     */
    public Sequencer(SequencerSettings settings, List<ControlRecord> records, long requestsAtStart) {
        this.settings = settings;
        this.log = new LogView(settings.windowMs());
        this.policy = new FrontierPolicy(settings);
        this.requestsAtStart = requestsAtStart;
        records.forEach(log::apply);
    }

    /**
     * What to append after opening: the frontier once more, because the watermarks of the control source are not restored
     * and would hold back the scorecard, and with the market watermark last told, or alignment would stop the market
     * source before it gets that far again; and every open PREPARE in a new round, because the subtasks are new too.
     */
    public List<ControlRecord> resume(long nowNanos) {
        begin();
        if (log.frontierMs() > Long.MIN_VALUE) {
            out.add(ControlRecord.frontier(log.frontierMs(), log.toldWatermarkMs()));
        }
        for (ControlRecord p : List.copyOf(log.pending().values())) {
            prepare(p, nowNanos);
        }
        return finish();
    }

    /** True once the log ended with frontier MAX: nothing may follow. */
    public boolean closed() {
        return log.closed();
    }

    public long frontierMs() {
        return log.frontierMs();
    }

    public long watermarkMs() {
        return watermarkMs;
    }

    /** First timestamps reported so far, to be kept until the log has a START. */
    public Map<Integer, Long> firstSeen() {
        return Map.copyOf(firstSeenMs);
    }

    /** Greatest event time of a finished input, or {@link Long#MIN_VALUE}. */
    public long endMs() {
        return endMs;
    }

    /** Hears one input. */
    public List<ControlRecord> on(SequencerInput in, long nowNanos) {
        begin();
        if (log.closed()) {
            // nothing may follow frontier MAX, not even a refusal
            return List.of();
        }
        boolean weightsLogged = false;
        switch (in.kind()) {
            case FIRST_SEEN -> firstSeenMs.merge(in.partition(), in.tsMs(), Math::min);
            case END -> endMs = Math.max(endMs, in.tsMs());
            case WATERMARK -> watermark(in.tsMs(), nowNanos);
            case REQUEST -> request(in, nowNanos);
            case WEIGHTS -> weightsLogged = weights(Objects.requireNonNull(in.weights()));
            case THROUGH -> weightsLogged = through(in.throughWindow());
            case ACK -> ack(Objects.requireNonNull(in.ack()));
            case EXECUTION -> execution(in.offset(), Objects.requireNonNull(in.report()));
        }
        start();
        refuseOverdue(nowNanos);
        moveFrontier(weightsLogged, nowNanos);
        return finish();
    }

    /**
     * Hears that time has passed. To be called a few times a second: the market source is held back by the watermark in
     * the log, so that nothing else may come before a record that was not due yet is written.
     */
    public List<ControlRecord> tick(long nowNanos) {
        begin();
        if (log.closed()) {
            return List.of();
        }
        refuseOverdue(nowNanos);
        moveFrontier(false, nowNanos);
        return finish();
    }

    private void begin() {
        out.clear();
    }

    private List<ControlRecord> finish() {
        return List.copyOf(out);
    }

    private void write(ControlRecord r) {
        out.add(r);
        log.apply(r);
    }

    /** Once every partition has reported; at the end of the data those without a record never will. */
    private void start() {
        boolean known = firstSeenMs.size() == settings.partitions() || watermarkMs == Long.MAX_VALUE;
        if (!log.started() && known && !firstSeenMs.isEmpty()) {
            long first = firstSeenMs.values().stream().min(Long::compare).orElseThrow() - settings.latenessMs();
            write(ControlRecord.start(Math.floorDiv(first, settings.windowMs()) * settings.windowMs()));
        }
    }

    private void watermark(long tsMs, long nowNanos) {
        if (tsMs > watermarkMs) {
            watermarkMs = tsMs;
            if (tsMs < Long.MAX_VALUE) {
                policy.advanced(tsMs, nowNanos);
            }
        }
    }

    private boolean weights(WeightsSpec spec) {
        if (!log.started()) {
            throw new IllegalStateException("weights of window " + spec.window() + " before START of the control log");
        }
        if (spec.window() * settings.windowMs() < log.loggedToMs()) {
            if (!log.agreesWith(spec)) {
                throw new IllegalStateException("the control log has other weights for window " + spec.window()
                        + ": expected " + (log.weightsOf(spec.window()) == null ? "none" : log.weightsOf(spec.window()))
                        + ", was " + spec
                        + "; the log was written with other data or settings, start with a new control topic");
            }
            return false;
        }
        through(spec.window() - 1);
        write(ControlRecord.weights((spec.window() + 1) * settings.windowMs() + settings.delayMs(), spec));
        return true;
    }

    /** Windows without credits repeat the table; a gap of many is one record, since only the last can be looked up. */
    private boolean through(long window) {
        if (!log.started() || (window + 1) * settings.windowMs() <= log.loggedToMs()) {
            return false;
        }
        write(ControlRecord.weights(
                (window + 1) * settings.windowMs() + settings.delayMs(), new WeightsSpec(window, log.table())));
        return true;
    }

    private void request(SequencerInput in, long nowNanos) {
        if (in.offset() <= log.lastRequestOffset()) {
            return;
        }
        ControlRequest r = in.request();
        if (r == null) {
            write(Answers.refused(in.offset(), null, in.problem()));
            return;
        }
        String problem = RequestRules.problem(r, settings);
        if (problem == null) {
            problem = r.effectiveFromMs() >= 0 ? notPast(r.effectiveFromMs()) : null;
        }
        if (problem == null) {
            problem = version(r);
        }
        if (problem != null) {
            write(Answers.refused(in.offset(), r, problem));
            return;
        }
        long version = r.version() >= 0 ? r.version() : log.nextVersion(r.kind(), r.scope());
        if (r.kind() == ControlKind.ENSEMBLE) {
            EnsembleSpec spec = r.rollback() ? log.bundle(version) : r.ensemble();
            prepare(Answers.of(ControlKind.PREPARE, in.offset(), r, version, spec), nowNanos);
        } else {
            if (r.kind() == ControlKind.RETIRE && r.effectiveFromMs() < 0) {
                giveUpShadows();
            }
            commit(Answers.of(r.kind(), in.offset(), r, version, null));
        }
    }

    /**
     * What an external venue did takes effect beyond the frontier, like an epoch, so that every reader applies it at the
     * same place. A report read again, by this job or the venue's gateway, leaves no second record.
     */
    private void execution(long offset, VenueReport report) {
        boolean repeat =
                offset <= log.lastReportOffset() || (report.kind() == VenueReportKind.FILL && log.hasFill(report));
        if (!repeat) {
            write(ControlRecord.execution(soonest(), offset, report));
        }
    }

    private @Nullable String version(ControlRequest r) {
        if (r.kind() == ControlKind.ENSEMBLE && r.rollback()) {
            return rollback(r);
        }
        long next = log.nextVersion(r.kind(), r.scope());
        return r.version() < 0 || r.version() >= next
                ? null
                : "version: expected at least " + next + " or none, was " + r.version();
    }

    private @Nullable String rollback(ControlRequest r) {
        EnsembleSpec known = log.bundle(r.version());
        if (known == null) {
            return "version: expected an ensemble version to roll back to, was " + r.version();
        }
        // weights and credits go by version: it must stay the same bundle for ever
        return r.ensemble() == null || r.ensemble().equals(known)
                ? null
                : "ensemble: expected the bundle of version " + r.version() + " or none, was another";
    }

    private @Nullable String notPast(long effectiveFromMs) {
        return effectiveFromMs > log.frontierMs()
                ? null
                : "effectiveFromMs: expected after the frontier " + log.frontierMs() + ", was " + effectiveFromMs;
    }

    private void prepare(ControlRecord p, long nowNanos) {
        rollout.begin(p.requestOffset(), nowNanos + settings.loadTimeoutMs() * 1_000_000L);
        write(Answers.prepare(p, log.nextRound(p.version())));
    }

    private void ack(ControlAck a) {
        for (ControlRecord p : List.copyOf(log.pending().values())) {
            if (!BundleRollout.answers(a, p)) {
                continue;
            }
            if (a.loaded()) {
                rollout.loaded(p.requestOffset(), a);
                commitLoaded();
            } else {
                giveUp(p, "subtask " + a.subtask() + " of " + a.parallelism() + " refused the bundle: " + a.reason());
            }
        }
    }

    private void refuseOverdue(long nowNanos) {
        for (ControlRecord p : List.copyOf(log.pending().values())) {
            if (rollout.isOverdue(p.requestOffset(), nowNanos)) {
                giveUp(p, "not every scoring subtask loaded the bundle within " + settings.loadTimeoutMs() + " ms");
            }
        }
    }

    private void giveUp(ControlRecord p, String problem) {
        rollout.end(p.requestOffset());
        write(Answers.refused(p, problem));
        commitLoaded();
    }

    /** A challenger that is still loading must not come after its end. */
    private void giveUpShadows() {
        for (ControlRecord p = log.firstPending(ControlRecord.SHADOW);
                p != null;
                p = log.firstPending(ControlRecord.SHADOW)) {
            giveUp(p, "the shadow was ended before it was loaded");
        }
    }

    private void commitLoaded() {
        commitLoaded(ControlRecord.ALL);
        commitLoaded(ControlRecord.SHADOW);
    }

    /** Commits in the order of the requests, so that a bundle that loads slowly never displaces a later one. */
    private void commitLoaded(String scope) {
        for (ControlRecord p = log.firstPending(scope);
                p != null && rollout.isComplete(p.requestOffset());
                p = log.firstPending(scope)) {
            String past = p.effectiveFromMs() >= 0 ? notPast(p.effectiveFromMs()) : null;
            rollout.end(p.requestOffset());
            if (past == null) {
                commit(Answers.epoch(p, ControlKind.ENSEMBLE, p.effectiveFromMs()));
            } else {
                write(Answers.refused(p, past));
            }
        }
    }

    private void commit(ControlRecord r) {
        long wanted = r.effectiveFromMs() >= 0 ? r.effectiveFromMs() : soonest();
        write(Answers.epoch(r, r.kind(), log.freeFrom(r.kind(), r.scope(), r.version(), wanted)));
    }

    /** The first event time the frontier leaves open; the beginning of time before the first promise. */
    private long soonest() {
        return log.frontierMs() == Long.MIN_VALUE ? 0 : log.frontierMs() + 1;
    }

    private void moveFrontier(boolean weightsLogged, long nowNanos) {
        if (!log.started() || log.closed() || watermarkMs == Long.MIN_VALUE) {
            return;
        }
        if (log.lastRequestOffset() < requestsAtStart - 1 || startRequestPending()) {
            return;
        }
        boolean end = watermarkMs == Long.MAX_VALUE && endMs > Long.MIN_VALUE && log.loggedToMs() > endMs;
        long target = end && log.pending().isEmpty() ? Long.MAX_VALUE : policy.target(watermarkMs, log.loggedToMs());
        for (ControlRecord p : log.pending().values()) {
            // nobody waits for a shadow
            if (p.effectiveFromMs() >= 0 && p.scope().equals(ControlRecord.ALL)) {
                target = Math.min(target, p.effectiveFromMs() - 1);
            }
        }
        // the log also tells the watermark, which the market source must not outrun, when the frontier stands still
        target = Math.max(target, log.frontierMs());
        long toldMs = Math.min(watermarkMs, target);
        boolean due = target > log.frontierMs()
                ? policy.due(log.frontierMs(), watermarkMs, weightsLogged, nowNanos)
                : toldMs > log.toldWatermarkMs() && policy.quiet(nowNanos);
        if (due) {
            policy.written(nowNanos);
            write(ControlRecord.frontier(target, toldMs));
        }
    }

    private boolean startRequestPending() {
        ControlRecord first = log.firstPending(ControlRecord.ALL);
        return first != null && first.requestOffset() < requestsAtStart;
    }
}
