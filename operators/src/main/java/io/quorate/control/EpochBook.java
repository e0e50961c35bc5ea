package io.quorate.control;

import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.EnsembleWeights;
import io.quorate.schema.control.WeightsSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The epochs of a log prefix, found by event time: a record at t takes the epoch with the greatest effectiveFromMs at or
 * before t, whatever was read since.
 *
 * <p>One rule in log order: the frontier is the maximum seen; an epoch at or before it is void unless it equals one that
 * is known; among equal effective times the higher version wins. The content therefore is a function of the log prefix
 * alone. Not thread-safe.
 */
public final class EpochBook {

    /** What became of a record of the log. */
    public enum Verdict {
        ADDED,
        /** Equal to what is known: a repeat. */
        KNOWN,
        /** At or before the frontier, or lower version at the same effective time: without effect. */
        VOID,
        /** Not an epoch and not a frontier. */
        NOT_AN_EPOCH
    }

    private final Map<String, TreeMap<Long, ControlRecord>> epochs = new TreeMap<>();
    private final TreeMap<String, TreeMap<Long, ControlRecord>> strategies = new TreeMap<>();
    private long frontierMs = Long.MIN_VALUE;

    /** The book of records that were each accepted before, in any order, and the frontier reached. */
    public static EpochBook restore(Iterable<ControlRecord> accepted) {
        EpochBook book = new EpochBook();
        long frontier = Long.MIN_VALUE;
        for (ControlRecord r : accepted) {
            if (r.kind() == ControlKind.FRONTIER) {
                frontier = Math.max(frontier, r.effectiveFromMs());
            } else {
                book.add(r);
            }
        }
        book.frontierMs = frontier;
        return book;
    }

    /** Applies the next record of the log. */
    public Verdict add(ControlRecord r) {
        if (r.kind() == ControlKind.FRONTIER) {
            if (r.effectiveFromMs() <= frontierMs) {
                return Verdict.KNOWN;
            }
            frontierMs = r.effectiveFromMs();
            return Verdict.ADDED;
        }
        if (!r.kind().isEpoch()) {
            return Verdict.NOT_AN_EPOCH;
        }
        TreeMap<Long, ControlRecord> line = line(r.kind(), r.scope());
        ControlRecord known = line.get(r.effectiveFromMs());
        if (r.equals(known)) {
            return Verdict.KNOWN;
        }
        if (r.effectiveFromMs() <= frontierMs || (known != null && known.version() >= r.version())) {
            return Verdict.VOID;
        }
        line.put(r.effectiveFromMs(), r);
        return Verdict.ADDED;
    }

    /** Every event time up to this has all its epochs. Epoch ms; {@link Long#MIN_VALUE} before the first promise. */
    public long frontierMs() {
        return frontierMs;
    }

    public @Nullable ControlRecord ensembleAt(long tsMs) {
        return at(ControlKind.ENSEMBLE, ControlRecord.ALL, tsMs);
    }

    /** Weights in force for an ensemble version, or null when credits have not changed its prior. */
    public @Nullable EnsembleWeights weightsAt(long tsMs, long ensembleVersion) {
        ControlRecord r = at(ControlKind.WEIGHTS, ControlRecord.ALL, tsMs);
        WeightsSpec spec = r == null ? null : r.weights();
        if (spec == null) {
            return null;
        }
        for (EnsembleWeights w : spec.table()) {
            if (w.ensembleVersion() == ensembleVersion) {
                return w;
            }
        }
        return null;
    }

    public @Nullable ControlRecord strategyAt(String portfolio, long tsMs) {
        TreeMap<Long, ControlRecord> line = strategies.get(portfolio);
        return line == null ? null : value(line.floorEntry(tsMs));
    }

    /** Limits of the portfolio, or those with scope "*" when it has none of its own. */
    public @Nullable ControlRecord limitsAt(String portfolio, long tsMs) {
        ControlRecord own = at(ControlKind.LIMITS, portfolio, tsMs);
        return own != null ? own : at(ControlKind.LIMITS, ControlRecord.ALL, tsMs);
    }

    /** True if a KILL of the portfolio or of all is in force. */
    public boolean killedAt(String portfolio, long tsMs) {
        return isKill(at(ControlKind.KILL, portfolio, tsMs)) || isKill(at(ControlKind.KILL, ControlRecord.ALL, tsMs));
    }

    /** Portfolios whose strategy in force covers the symbol, in name order. */
    public List<String> subscribersAt(String symbol, long tsMs) {
        List<String> result = new ArrayList<>();
        for (Map.Entry<String, TreeMap<Long, ControlRecord>> e : strategies.entrySet()) {
            ControlRecord r = value(e.getValue().floorEntry(tsMs));
            if (r != null && Objects.requireNonNull(r.strategy()).covers(symbol)) {
                result.add(e.getKey());
            }
        }
        return result;
    }

    /** Every ENSEMBLE epoch still held, by effective time. */
    public List<ControlRecord> ensembles() {
        return List.copyOf(line(ControlKind.ENSEMBLE, ControlRecord.ALL).values());
    }

    /**
     * Drops the epochs that no event time after {@code watermarkMs} can need: all but the last at or before it.
     *
     * @return what was dropped
     */
    public List<ControlRecord> prune(long watermarkMs) {
        List<ControlRecord> dropped = new ArrayList<>();
        epochs.values().forEach(line -> prune(line, watermarkMs, dropped));
        strategies.values().forEach(line -> prune(line, watermarkMs, dropped));
        return dropped;
    }

    private static void prune(TreeMap<Long, ControlRecord> line, long watermarkMs, List<ControlRecord> dropped) {
        Long inForce = line.floorKey(watermarkMs);
        if (inForce == null) {
            return;
        }
        while (line.firstKey() < inForce) {
            dropped.add(line.pollFirstEntry().getValue());
        }
    }

    private @Nullable ControlRecord at(ControlKind kind, String scope, long tsMs) {
        TreeMap<Long, ControlRecord> line = epochs.get(lineName(kind, scope));
        return line == null ? null : value(line.floorEntry(tsMs));
    }

    private TreeMap<Long, ControlRecord> line(ControlKind kind, String scope) {
        if (kind == ControlKind.STRATEGY) {
            return strategies.computeIfAbsent(scope, k -> new TreeMap<>());
        }
        return epochs.computeIfAbsent(lineName(kind, scope), k -> new TreeMap<>());
    }

    private static String lineName(ControlKind kind, String scope) {
        // KILL and RESUME are one line: the later of the two counts
        return (kind == ControlKind.RESUME ? ControlKind.KILL : kind) + "|" + scope;
    }

    private static boolean isKill(@Nullable ControlRecord r) {
        return r != null && r.kind() == ControlKind.KILL;
    }

    private static @Nullable ControlRecord value(Map.@Nullable Entry<Long, ControlRecord> e) {
        return e == null ? null : e.getValue();
    }
}
