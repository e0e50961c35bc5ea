package io.quorate.control;

import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.control.EnsembleWeights;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.control.WeightsSpec;
import io.quorate.schema.model.LabelSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Short ways to records of the control log. */
public final class Epochs {

    public static final String LAYOUT = "layout-1";
    private static final String MANY_DIGITS = "0123456789abcdef".repeat(4);

    private Epochs() {}

    public static ControlRecord ensemble(long version, long effectiveFromMs) {
        return ensemble(version, effectiveFromMs, spec(version));
    }

    public static ControlRecord ensemble(long version, long effectiveFromMs, EnsembleSpec spec) {
        return record(ControlKind.ENSEMBLE, ControlRecord.ALL, version, effectiveFromMs, spec, null, null);
    }

    /** A bundle that exists in name only; its digest begins with the version. */
    public static EnsembleSpec spec(long version) {
        String number = Long.toString(version);
        return new EnsembleSpec(
                "mem:" + version,
                number + MANY_DIGITS.substring(number.length()),
                100,
                LAYOUT,
                LabelSpec.direction(3),
                List.of("a", "b"),
                List.of(0.5, 0.5));
    }

    public static ControlRecord strategy(String portfolio, long version, long effectiveFromMs, String... symbols) {
        return record(
                ControlKind.STRATEGY, portfolio, version, effectiveFromMs, null, strategySpec(0.2, symbols), null);
    }

    public static ControlRecord limits(String scope, long version, long effectiveFromMs) {
        return record(ControlKind.LIMITS, scope, version, effectiveFromMs, null, null, limitsSpec((double) version));
    }

    public static ControlRecord kill(String scope, long version, long effectiveFromMs) {
        return record(ControlKind.KILL, scope, version, effectiveFromMs, null, null, null);
    }

    public static ControlRecord resume(String scope, long version, long effectiveFromMs) {
        return record(ControlKind.RESUME, scope, version, effectiveFromMs, null, null, null);
    }

    public static ControlRecord forceExit(String scope, long version, long effectiveFromMs, @Nullable String symbol) {
        return new ControlRecord(
                ControlKind.FORCE_EXIT,
                scope,
                version,
                effectiveFromMs,
                0,
                0,
                -1,
                "r" + version,
                "test",
                "",
                null,
                null,
                null,
                null,
                symbol);
    }

    public static ControlRecord resetDrawdown(String scope, long version, long effectiveFromMs) {
        return record(ControlKind.RESET_DRAWDOWN, scope, version, effectiveFromMs, null, null, null);
    }

    public static WeightsSpec table(long window, long ensembleVersion, double... weights) {
        List<Double> boxed = java.util.Arrays.stream(weights).boxed().toList();
        return new WeightsSpec(window, List.of(new EnsembleWeights(ensembleVersion, window, boxed)));
    }

    public static ControlRecord frontier(long frontierMs) {
        return ControlRecord.frontier(frontierMs, 0);
    }

    /** A strategy that trades both sides and closes by time. */
    public static StrategySpec strategySpec(double confidenceThreshold, String... symbols) {
        return new StrategySpec(
                List.of(symbols),
                confidenceThreshold,
                true,
                true,
                0.01,
                0,
                0.02,
                0,
                0,
                40_000,
                0,
                false,
                0.01,
                0,
                0.5,
                100_000_000_000L,
                1,
                1,
                1,
                0,
                10_000);
    }

    public static LimitsSpec limitsSpec(double maxHeat) {
        return new LimitsSpec(maxHeat, 10, 10, 10, 0.9, 0, 0, 0.9, 0, 0, 1);
    }

    private static ControlRecord record(
            ControlKind kind,
            String scope,
            long version,
            long effectiveFromMs,
            @Nullable EnsembleSpec ensemble,
            @Nullable StrategySpec strategy,
            @Nullable LimitsSpec limits) {
        return new ControlRecord(
                kind,
                scope,
                version,
                effectiveFromMs,
                0,
                0,
                -1,
                "r" + version,
                "test",
                "",
                ensemble,
                null,
                strategy,
                limits);
    }
}
