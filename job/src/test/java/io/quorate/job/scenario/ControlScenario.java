package io.quorate.job.scenario;

import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.ControlRequest;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.control.StrategySpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests with given effective times, and the control log they lead to whatever the run. */
public final class ControlScenario {

    private final List<ControlRequest> requests = new ArrayList<>();

    /** Three portfolios over overlapping symbols; two swaps and a changed limit on the way. */
    public static ControlScenario standard(MarketScenario market, EnsembleSpec first, EnsembleSpec second) {
        ControlScenario c = new ControlScenario();
        c.ensemble(1, 0, first);
        c.strategy("alpha", strategy(List.of("BTC-USD", "SYN-1", "SYN-2", "SYN-3"), 0.02, 0.01));
        c.strategy("beta", strategy(List.of("*"), 0.03, 0.02));
        c.strategy("gamma", strategy(List.of("SYN-3", "SYN-4", "SYN-5", "BTC-USD"), 0.01, 0.01));
        c.limits("alpha", 1, 0, limits(0.06, 4));
        c.limits("beta", 1, 0, limits(0.03, 3));
        c.limits("gamma", 1, 0, limits(0.05, 0));
        c.ensemble(2, market.at(0.37) + 3, second);
        c.limits("beta", 2, market.at(0.5) + 1, limits(0.05, 0));
        c.ensemble(3, market.at(0.7) + 7, first);
        return c;
    }

    /** The same with a request that puts a committed ensemble in force again. */
    public ControlScenario rollingBack(long version, long effectiveFromMs) {
        requests.add(new ControlRequest(
                ControlKind.ENSEMBLE,
                ControlRecord.ALL,
                version,
                effectiveFromMs,
                true,
                "r" + requests.size(),
                "test",
                "scenario",
                null,
                null,
                null));
        return this;
    }

    /** These strategies from the start, with limits for all of them; two swaps, a rollback and a forced exit on the way. */
    public static ControlScenario of(
            MarketScenario market,
            EnsembleSpec first,
            EnsembleSpec second,
            Map<String, StrategySpec> strategies,
            LimitsSpec limits) {
        ControlScenario c = new ControlScenario();
        c.ensemble(1, 0, first);
        strategies.forEach(c::strategy);
        c.limits(ControlRecord.ALL, 1, 0, limits);
        c.ensemble(2, market.at(0.37) + 3, second);
        c.ensemble(3, market.at(0.7) + 7, first);
        c.add(ControlKind.FORCE_EXIT, ControlRecord.ALL, 1, market.at(0.55) + 1, null, null, null);
        return c;
    }

    private static StrategySpec strategy(List<String> symbols, double threshold, double stop) {
        return new StrategySpec(
                symbols,
                threshold,
                true,
                true,
                stop,
                0,
                2 * stop,
                stop / 2,
                stop / 2,
                600_000,
                0.05,
                false,
                0.01,
                0,
                0.5,
                100_000_000_000L,
                1,
                1,
                2,
                0,
                120_000);
    }

    private static LimitsSpec limits(double heat, int streak) {
        return new LimitsSpec(heat, 3, 2, 0.6, 0.5, streak, 300_000, 0.3, 0, 0, 0.9);
    }

    private void ensemble(long version, long effectiveFromMs, EnsembleSpec spec) {
        add(ControlKind.ENSEMBLE, ControlRecord.ALL, version, effectiveFromMs, spec, null, null);
    }

    private void strategy(String portfolio, StrategySpec spec) {
        add(ControlKind.STRATEGY, portfolio, 1, 0, null, spec, null);
    }

    private void limits(String portfolio, long version, long effectiveFromMs, LimitsSpec spec) {
        add(ControlKind.LIMITS, portfolio, version, effectiveFromMs, null, null, spec);
    }

    private void add(
            ControlKind kind,
            String scope,
            long version,
            long effectiveFromMs,
            @Nullable EnsembleSpec ensemble,
            @Nullable StrategySpec strategy,
            @Nullable LimitsSpec limits) {
        requests.add(new ControlRequest(
                kind,
                scope,
                version,
                effectiveFromMs,
                false,
                "r" + requests.size(),
                "test",
                "scenario",
                ensemble,
                strategy,
                limits));
    }

    public List<ControlRequest> requests() {
        return requests;
    }

    /** What is in force from the beginning. */
    public List<ControlRequest> atStart() {
        return requests.stream().filter(r -> r.effectiveFromMs() == 0).toList();
    }

    /** What changes on the way. */
    public List<ControlRequest> later() {
        return requests.stream().filter(r -> r.effectiveFromMs() > 0).toList();
    }

    /** Version of the ensemble with the greatest effective time at or before an event time. */
    public long ensembleAt(long tsMs) {
        return requests.stream()
                .filter(r -> r.kind() == ControlKind.ENSEMBLE && r.effectiveFromMs() <= tsMs)
                .max(Comparator.comparingLong(ControlRequest::effectiveFromMs))
                .orElseThrow()
                .version();
    }

    private @Nullable EnsembleSpec ensemble(long version) {
        return requests.stream()
                .filter(r -> r.kind() == ControlKind.ENSEMBLE && r.version() == version && !r.rollback())
                .findFirst()
                .orElseThrow()
                .ensemble();
    }

    /** The epochs, as records of a log without frontiers and weights. */
    public List<ControlRecord> epochs() {
        List<ControlRecord> epochs = new ArrayList<>();
        for (ControlRequest r : requests) {
            epochs.add(new ControlRecord(
                    r.kind(),
                    r.scope(),
                    r.version(),
                    r.effectiveFromMs(),
                    0,
                    0,
                    epochs.size(),
                    r.requestId(),
                    r.author(),
                    r.reason(),
                    r.rollback() ? ensemble(r.version()) : r.ensemble(),
                    null,
                    r.strategy(),
                    r.limits()));
        }
        return epochs;
    }
}
