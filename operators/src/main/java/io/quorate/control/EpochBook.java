package io.quorate.control;

import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.EnsembleWeights;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.control.WeightsSpec;
import java.util.ArrayList;
import java.util.HashMap;
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
    private final TreeMap<Long, ControlRecord> shadows = new TreeMap<>();
    private long frontierMs = Long.MIN_VALUE;
    private boolean interventions;

    /** Answers of {@link #subscribersAt} for the event times from one change of a strategy to the next. */
    private final Map<String, List<String>> subscribers = new HashMap<>();

    private long subscribersFromMs;
    private long subscribersUntilMs;

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
        TreeMap<Long, ControlRecord> line = line(r);
        ControlRecord known = line.get(r.effectiveFromMs());
        if (r.equals(known)) {
            return Verdict.KNOWN;
        }
        if (r.effectiveFromMs() <= frontierMs || (known != null && known.version() >= r.version())) {
            return Verdict.VOID;
        }
        line.put(r.effectiveFromMs(), r);
        if (r.kind() == ControlKind.STRATEGY) {
            subscribers.clear();
        }
        interventions |= r.kind() == ControlKind.FORCE_EXIT || r.kind() == ControlKind.RESET_DRAWDOWN;
        return Verdict.ADDED;
    }

    /** Every event time up to this has all its epochs. Epoch ms; {@link Long#MIN_VALUE} before the first promise. */
    public long frontierMs() {
        return frontierMs;
    }

    public @Nullable ControlRecord ensembleAt(long tsMs) {
        return at(ControlKind.ENSEMBLE, ControlRecord.ALL, tsMs);
    }

    /** The ensemble that is scored without deciding; null for none. */
    public @Nullable ControlRecord shadowAt(long tsMs) {
        if (shadows.isEmpty()) {
            return null;
        }
        ControlRecord r = value(shadows.floorEntry(tsMs));
        return r != null && r.kind() == ControlKind.ENSEMBLE ? r : null;
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

    /**
     * Effective time of the last FORCE_EXIT that concerns a symbol of a portfolio; {@link Long#MIN_VALUE} for none.
     */
    public long forcedExitMs(String portfolio, String symbol, long tsMs) {
        if (!interventions) {
            return Long.MIN_VALUE;
        }
        long own = Math.max(forcedMs(portfolio, "", tsMs), forcedMs(portfolio, symbol, tsMs));
        long all = Math.max(forcedMs(ControlRecord.ALL, "", tsMs), forcedMs(ControlRecord.ALL, symbol, tsMs));
        return Math.max(own, all);
    }

    private long forcedMs(String scope, String symbol, long tsMs) {
        TreeMap<Long, ControlRecord> line = epochs.get(lineName(ControlKind.FORCE_EXIT, scope, symbol));
        Long from = line == null ? null : line.floorKey(tsMs);
        return from == null ? Long.MIN_VALUE : from;
    }

    /** Effective time of the last RESET_DRAWDOWN of the portfolio or of all; {@link Long#MIN_VALUE} for none. */
    public long drawdownResetMs(String portfolio, long tsMs) {
        if (!interventions) {
            return Long.MIN_VALUE;
        }
        ControlRecord own = at(ControlKind.RESET_DRAWDOWN, portfolio, tsMs);
        ControlRecord all = at(ControlKind.RESET_DRAWDOWN, ControlRecord.ALL, tsMs);
        return Math.max(
                own == null ? Long.MIN_VALUE : own.effectiveFromMs(),
                all == null ? Long.MIN_VALUE : all.effectiveFromMs());
    }

    /**
     * Portfolios whose strategy in force covers the symbol, or an earlier one of theirs did, in name order: a position
     * outlives the strategy that opened it.
     */
    public List<String> subscribersAt(String symbol, long tsMs) {
        if (tsMs < subscribersFromMs || tsMs >= subscribersUntilMs) {
            subscribers.clear();
        }
        if (subscribers.isEmpty()) {
            subscribersFromMs = Long.MIN_VALUE;
            subscribersUntilMs = Long.MAX_VALUE;
            for (TreeMap<Long, ControlRecord> line : strategies.values()) {
                Long from = line.floorKey(tsMs);
                Long until = line.higherKey(tsMs);
                subscribersFromMs = from == null ? subscribersFromMs : Math.max(subscribersFromMs, from);
                subscribersUntilMs = until == null ? subscribersUntilMs : Math.min(subscribersUntilMs, until);
            }
        }
        List<String> known = subscribers.get(symbol);
        if (known == null) {
            known = List.copyOf(covering(symbol, tsMs));
            subscribers.put(symbol, known);
        }
        return known;
    }

    private List<String> covering(String symbol, long tsMs) {
        List<String> result = new ArrayList<>();
        for (Map.Entry<String, TreeMap<Long, ControlRecord>> e : strategies.entrySet()) {
            Map.Entry<Long, ControlRecord> epoch = e.getValue().floorEntry(tsMs);
            while (epoch != null && !strategy(epoch.getValue()).covers(symbol)) {
                epoch = e.getValue().lowerEntry(epoch.getKey());
            }
            if (epoch != null) {
                result.add(e.getKey());
            }
        }
        return result;
    }

    private static StrategySpec strategy(ControlRecord r) {
        return Objects.requireNonNull(r.strategy());
    }

    /** Every ENSEMBLE epoch still held, by effective time. */
    public List<ControlRecord> ensembles() {
        TreeMap<Long, ControlRecord> line = epochs.get(lineName(ControlKind.ENSEMBLE, ControlRecord.ALL, ""));
        return line == null ? List.of() : List.copyOf(line.values());
    }

    /** Every shadow still held, by effective time. */
    public List<ControlRecord> shadows() {
        return shadows.values().stream()
                .filter(r -> r.kind() == ControlKind.ENSEMBLE)
                .toList();
    }

    /**
     * Drops the epochs that no event time after {@code watermarkMs} can need: all but the last at or before it, and but
     * strategies over symbols that no later one covers.
     *
     * @return what was dropped
     */
    public List<ControlRecord> prune(long watermarkMs) {
        List<ControlRecord> dropped = new ArrayList<>();
        epochs.values().forEach(line -> prune(line, watermarkMs, dropped));
        strategies.values().forEach(line -> pruneCovered(line, watermarkMs, dropped));
        prune(shadows, watermarkMs, dropped);
        if (!dropped.isEmpty()) {
            subscribers.clear();
        }
        return dropped;
    }

    private static void pruneCovered(TreeMap<Long, ControlRecord> line, long watermarkMs, List<ControlRecord> dropped) {
        Long inForce = line.floorKey(watermarkMs);
        if (inForce == null || inForce.equals(line.firstKey())) {
            return;
        }
        line.headMap(inForce, false).entrySet().removeIf(e -> {
            List<String> symbols = strategy(e.getValue()).symbols();
            boolean covered = line.subMap(e.getKey(), false, inForce, true).values().stream()
                    .map(later -> strategy(later).symbols())
                    .anyMatch(later -> later.contains(ControlRecord.ALL) || later.containsAll(symbols));
            if (covered) {
                dropped.add(e.getValue());
            }
            return covered;
        });
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
        TreeMap<Long, ControlRecord> line = epochs.get(lineName(kind, scope, ""));
        return line == null ? null : value(line.floorEntry(tsMs));
    }

    private TreeMap<Long, ControlRecord> line(ControlRecord r) {
        if (r.kind() == ControlKind.STRATEGY) {
            return strategies.computeIfAbsent(r.scope(), k -> new TreeMap<>());
        }
        if (r.scope().equals(ControlRecord.SHADOW) && RequestRules.line(r.kind()) == ControlKind.ENSEMBLE) {
            return shadows;
        }
        String symbol = r.symbol();
        return epochs.computeIfAbsent(
                lineName(r.kind(), r.scope(), symbol == null ? "" : symbol), k -> new TreeMap<>());
    }

    private static String lineName(ControlKind kind, String scope, String symbol) {
        // KILL and RESUME are one line: the later of the two counts
        String line = RequestRules.line(kind) + "|" + scope;
        return symbol.isEmpty() ? line : line + "|" + symbol;
    }

    private static boolean isKill(@Nullable ControlRecord r) {
        return r != null && r.kind() == ControlKind.KILL;
    }

    private static @Nullable ControlRecord value(Map.@Nullable Entry<Long, ControlRecord> e) {
        return e == null ? null : e.getValue();
    }
}
