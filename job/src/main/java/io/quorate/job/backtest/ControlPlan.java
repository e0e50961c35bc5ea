package io.quorate.job.backtest;

import io.quorate.control.EpochRules;
import io.quorate.job.fault.UserError;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.control.StrategySpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The control log a backtest decides by: what would have been published and when it took effect. Versions are numbered
 * by the order of the calls, from 1 in each line, as the sequencer does.
 */
public final class ControlPlan {
    private static final String AUTHOR = "backtest";

    private final List<ControlRecord> epochs = new ArrayList<>();
    private final Map<String, Long> versions = new HashMap<>();

    /** Puts a bundle in force from an event time on; 0 for the beginning. */
    public ControlPlan ensemble(EnsembleSpec bundle, long effectiveFromMs) {
        return add(ControlKind.ENSEMBLE, ControlRecord.ALL, effectiveFromMs, bundle, null, null);
    }

    /** Gives a portfolio a strategy; throws UserError when the sequencer would refuse it. */
    public ControlPlan strategy(String portfolio, StrategySpec strategy, long effectiveFromMs) {
        refuse(portfolio, EpochRules.strategy(portfolio, strategy));
        return add(ControlKind.STRATEGY, portfolio, effectiveFromMs, null, strategy, null);
    }

    /** Gives a portfolio, or all with "*", limits; throws UserError when the sequencer would refuse them. */
    public ControlPlan limits(String portfolio, LimitsSpec limits, long effectiveFromMs) {
        refuse(portfolio, EpochRules.limits(limits));
        return add(ControlKind.LIMITS, portfolio, effectiveFromMs, null, null, limits);
    }

    private static void refuse(String portfolio, @Nullable String problem) {
        if (problem != null) {
            throw UserError.wrongUse("portfolio " + portfolio + ": " + problem);
        }
    }

    private ControlPlan add(
            ControlKind kind,
            String scope,
            long effectiveFromMs,
            @Nullable EnsembleSpec bundle,
            @Nullable StrategySpec strategy,
            @Nullable LimitsSpec limits) {
        long version = versions.merge(kind + "|" + scope, 1L, Long::sum);
        epochs.add(new ControlRecord(
                kind,
                scope,
                version,
                effectiveFromMs,
                0,
                0,
                epochs.size(),
                AUTHOR + "-" + epochs.size(),
                AUTHOR,
                AUTHOR,
                bundle,
                null,
                strategy,
                limits));
        return this;
    }

    /** The finished log: epochs by their effective time, then the frontier that closes it. */
    public List<ControlRecord> records() {
        List<ControlRecord> log = new ArrayList<>(epochs);
        log.sort(Comparator.comparingLong(ControlRecord::effectiveFromMs));
        log.add(ControlRecord.frontier(Long.MAX_VALUE, Long.MAX_VALUE));
        return List.copyOf(log);
    }
}
