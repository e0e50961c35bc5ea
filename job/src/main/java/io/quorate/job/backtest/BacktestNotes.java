package io.quorate.job.backtest;

import io.quorate.backtest.SymbolCoverage;
import io.quorate.feature.FeatureLayout;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.control.StrategySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a reader of a backtest has to know before believing it: found by rule, said in one line each. */
public final class BacktestNotes {
    private static final int SYMBOLS_NAMED = 5;

    private BacktestNotes() {}

    /** Of the plan: bundles that know what they are asked, times that do not go with the bars. */
    public static List<String> ofPlan(List<TimedBundle> bundles, List<ControlRecord> control, long barIntervalMs) {
        List<String> notes = new ArrayList<>();
        for (TimedBundle bundle : bundles) {
            if (bundle.effectiveFromMs() <= bundle.learnedToMs()) {
                notes.add(
                        bundle.file().getFileName() + " decides from " + Instant.ofEpochMilli(bundle.effectiveFromMs())
                                + " but learned from data to " + Instant.ofEpochMilli(bundle.learnedToMs())
                                + ": until then its results are in-sample");
            }
        }
        for (ControlRecord r : control) {
            if (r.kind() == ControlKind.STRATEGY) {
                add(notes, strategy(r.scope(), r.strategy(), barIntervalMs));
            } else if (r.kind() == ControlKind.LIMITS) {
                add(notes, limits(r.scope(), r.limits(), barIntervalMs));
            }
        }
        return notes;
    }

    private static void add(List<String> notes, @Nullable String note) {
        if (note != null) {
            notes.add(note);
        }
    }

    private static @Nullable String strategy(String portfolio, @Nullable StrategySpec s, long barIntervalMs) {
        return s == null || barIntervalMs == 0 || s.orderExpiryMs() == 0 || s.orderExpiryMs() >= barIntervalMs
                ? null
                : "portfolio " + portfolio + ": orderExpiryMs " + s.orderExpiryMs() + " ends before the next bar of "
                        + barIntervalMs + " ms: no entry can be filled";
    }

    private static @Nullable String limits(String portfolio, @Nullable LimitsSpec l, long barIntervalMs) {
        return l == null || barIntervalMs == 0 || l.staleAfterMs() == 0 || l.staleAfterMs() >= barIntervalMs
                ? null
                : "limits of " + portfolio + ": staleAfterMs " + l.staleAfterMs() + " is less than a bar of "
                        + barIntervalMs + " ms: a position in one symbol stops entries in others";
    }

    /** Of the result: symbols that never came to a prediction, records that were not used. */
    public static List<String> ofResult(BacktestResult result, FeatureLayout layout) {
        List<String> notes = new ArrayList<>();
        List<String> cold = result.symbols().stream()
                .filter(s -> !s.warm())
                .map(s -> s.symbol() + " (" + s.samples() + ")")
                .toList();
        if (!cold.isEmpty()) {
            notes.add(cold.size() + " of " + result.symbols().size() + " symbols have fewer than the "
                    + layout.warmUpSamples() + " samples a prediction needs: "
                    + String.join(", ", cold.subList(0, Math.min(SYMBOLS_NAMED, cold.size())))
                    + (cold.size() > SYMBOLS_NAMED ? ", …" : ""));
        }
        BacktestCounts c = result.counts();
        if (c.rejected() > 0) {
            notes.add(c.rejected() + " records refused, the first " + c.firstRejection());
        }
        if (c.late() + c.duplicates() > 0) {
            notes.add(c.late() + " records late and " + c.duplicates() + " seen before were left out");
        }
        for (SymbolCoverage s : result.symbols()) {
            add(notes, gap(s));
        }
        return notes;
    }

    /** A hole of more than a tenth of the history. */
    private static @Nullable String gap(SymbolCoverage s) {
        boolean hole = s.samples() > 2 && s.longestGapMs() > (s.lastMs() - s.firstMs()) / 10;
        return hole && s.warm()
                ? s.symbol() + ": no sample for " + s.longestGapMs() + " ms of " + (s.lastMs() - s.firstMs())
                        + "; windows run over the samples there are"
                : null;
    }
}
