package io.quorate.job.control;

import io.quorate.control.EpochBook;
import io.quorate.schema.control.ControlAck;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.control.EnsembleWeights;
import io.quorate.schema.control.WeightsSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Follows the control log by the rules of the job's epoch book and says what is in force, pending, being loaded and
 * refused. Memory is bounded by the epochs not yet passed and the last refusals. Not thread-safe.
 */
public final class ControlView {
    private static final int REFUSALS = 10;
    private static final int ACKS = 64;

    private final EpochBook book = new EpochBook();
    private final Map<String, TreeMap<Long, LoggedRecord>> lines = new TreeMap<>();
    private final Map<Long, LoggedRecord> preparing = new TreeMap<>();
    private final Map<AckKey, Answers> acks = new LinkedHashMap<>();
    private final Deque<ControlStatus.Refused> refused = new ArrayDeque<>();
    private long records;
    private long watermarkMs = Long.MIN_VALUE;

    private record AckKey(long version, String sha256, int round) {}

    private record Answers(BitSet loaded, int parallelism) {}

    /** Takes the next record of the log. */
    public void add(LoggedRecord logged) {
        ControlRecord r = logged.record();
        records++;
        switch (r.kind()) {
            case START, EXECUTION -> {}
            case PREPARE -> preparing.put(r.requestOffset(), logged);
            case REFUSED -> refuse(logged);
            case FRONTIER -> {
                book.add(r);
                watermarkMs = Math.max(watermarkMs, r.watermarkMs());
                prune();
            }
            case ENSEMBLE, WEIGHTS, LIMITS, STRATEGY, KILL, RESUME, FORCE_EXIT, RESET_DRAWDOWN, RETIRE -> {
                preparing.remove(r.requestOffset());
                if (book.add(r) == EpochBook.Verdict.ADDED) {
                    lines.computeIfAbsent(line(r.kind(), r.scope()), k -> new TreeMap<>())
                            .put(r.effectiveFromMs(), logged);
                }
            }
        }
    }

    /** Takes the next acknowledgement. */
    public void add(ControlAck ack) {
        AckKey key = new AckKey(ack.version(), ack.sha256(), ack.round());
        Answers answers = acks.computeIfAbsent(key, k -> new Answers(new BitSet(), ack.parallelism()));
        answers.loaded.set(ack.subtask(), ack.loaded());
        while (acks.size() > ACKS) {
            acks.remove(acks.keySet().iterator().next());
        }
    }

    /** What the log says now. */
    public ControlStatus status() {
        LoggedRecord ensemble = at(ControlKind.ENSEMBLE, ControlRecord.ALL);
        return new ControlStatus(
                records,
                watermarkMs == Long.MIN_VALUE ? null : watermarkMs,
                book.frontierMs() == Long.MIN_VALUE ? null : book.frontierMs(),
                book.frontierMs() == Long.MAX_VALUE,
                epoch(ensemble),
                weights(ensemble),
                portfolios(),
                epoch(at(ControlKind.LIMITS, ControlRecord.ALL)),
                kill(ControlRecord.ALL),
                pending(),
                loading(),
                List.copyOf(refused),
                shadow());
    }

    private void refuse(LoggedRecord logged) {
        ControlRecord r = logged.record();
        preparing.remove(r.requestOffset());
        refused.addLast(new ControlStatus.Refused(
                r.requestOffset(), r.scope(), r.requestId(), r.author(), r.reason(), logged.writtenMs()));
        if (refused.size() > REFUSALS) {
            refused.removeFirst();
        }
    }

    private void prune() {
        book.prune(watermarkMs);
        for (TreeMap<Long, LoggedRecord> line : lines.values()) {
            Long inForce = line.floorKey(watermarkMs);
            if (inForce != null) {
                line.headMap(inForce).clear();
            }
        }
    }

    private ControlStatus.@Nullable Weights weights(@Nullable LoggedRecord ensemble) {
        LoggedRecord logged = at(ControlKind.WEIGHTS, ControlRecord.ALL);
        if (ensemble == null || logged == null) {
            return null;
        }
        WeightsSpec spec = Objects.requireNonNull(logged.record().weights());
        EnsembleSpec bundle = Objects.requireNonNull(ensemble.record().ensemble());
        for (EnsembleWeights w : spec.table()) {
            if (w.ensembleVersion() == ensemble.record().version()) {
                Map<String, Double> byMember = new LinkedHashMap<>();
                for (int i = 0; i < w.weights().size(); i++) {
                    byMember.put(bundle.memberNames().get(i), w.weights().get(i));
                }
                return new ControlStatus.Weights(spec.window(), logged.record().effectiveFromMs(), byMember);
            }
        }
        return null;
    }

    private List<ControlStatus.Portfolio> portfolios() {
        TreeSet<String> names = new TreeSet<>();
        lines.values()
                .forEach(line -> line.values()
                        .forEach(logged -> names.add(logged.record().scope())));
        names.remove(ControlRecord.ALL);
        List<ControlStatus.Portfolio> result = new ArrayList<>();
        for (String name : names) {
            ControlStatus.Portfolio p = new ControlStatus.Portfolio(
                    name, epoch(at(ControlKind.STRATEGY, name)), epoch(at(ControlKind.LIMITS, name)), kill(name));
            if (p.strategy() != null || p.limits() != null || p.kill() != null) {
                result.add(p);
            }
        }
        return result;
    }

    private List<EpochStatus> pending() {
        return lines.values().stream()
                .flatMap(line -> line.tailMap(watermarkMs, false).values().stream())
                .filter(logged -> logged.record().kind() != ControlKind.WEIGHTS)
                .sorted(Comparator.comparingLong(
                                (LoggedRecord logged) -> logged.record().effectiveFromMs())
                        .thenComparingLong(LoggedRecord::offset))
                .map(EpochStatus::of)
                .toList();
    }

    private List<ControlStatus.Preparing> loading() {
        List<ControlStatus.Preparing> result = new ArrayList<>();
        for (LoggedRecord logged : preparing.values()) {
            ControlRecord r = logged.record();
            EnsembleSpec bundle = Objects.requireNonNull(r.ensemble());
            Answers answers = acks.get(new AckKey(r.version(), bundle.sha256(), r.round()));
            result.add(new ControlStatus.Preparing(
                    r.version(),
                    bundle.bundleUri(),
                    answers == null ? 0 : answers.loaded.cardinality(),
                    answers == null ? 0 : answers.parallelism,
                    r.requestId(),
                    r.author(),
                    r.reason(),
                    logged.writtenMs(),
                    r.scope()));
        }
        return result;
    }

    private @Nullable EpochStatus shadow() {
        LoggedRecord logged = at(ControlKind.ENSEMBLE, ControlRecord.SHADOW);
        return logged != null && logged.record().kind() == ControlKind.ENSEMBLE ? EpochStatus.of(logged) : null;
    }

    private @Nullable EpochStatus kill(String scope) {
        LoggedRecord logged = at(ControlKind.KILL, scope);
        return logged != null && logged.record().kind() == ControlKind.KILL ? EpochStatus.of(logged) : null;
    }

    private @Nullable LoggedRecord at(ControlKind kind, String scope) {
        TreeMap<Long, LoggedRecord> line = lines.get(line(kind, scope));
        Map.Entry<Long, LoggedRecord> entry = line == null ? null : line.floorEntry(watermarkMs);
        return entry == null ? null : entry.getValue();
    }

    private static @Nullable EpochStatus epoch(@Nullable LoggedRecord logged) {
        return logged == null ? null : EpochStatus.of(logged);
    }

    private static String line(ControlKind kind, String scope) {
        // KILL and RESUME are one line, ENSEMBLE and RETIRE another: the later of the two counts
        ControlKind first = switch (kind) {
            case RESUME -> ControlKind.KILL;
            case RETIRE -> ControlKind.ENSEMBLE;
            default -> kind;
        };
        return first + "|" + scope;
    }
}
