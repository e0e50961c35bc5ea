package io.quorate.schema.codec;

import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.ControlRequest;
import io.quorate.schema.control.CorrelationLimits;
import io.quorate.schema.control.CorrelationMethod;
import io.quorate.schema.control.ExitSpec;
import io.quorate.schema.control.GroupLimit;
import io.quorate.schema.control.Instrument;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.control.PartialExit;
import io.quorate.schema.control.RoiStep;
import io.quorate.schema.control.SizingMethod;
import io.quorate.schema.control.SizingSpec;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.control.VenueSpec;
import io.quorate.schema.control.VolatilityLimits;
import io.quorate.schema.execution.OrderType;
import io.quorate.schema.execution.SlippageModel;
import io.quorate.schema.execution.TimeInForce;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Control records with the parts that were added after the first release of version 1. */
final class LaterFixtures {

    static final StrategySpec STRATEGY = new StrategySpec(
            List.of("SPY"),
            0.1,
            true,
            false,
            0.02,
            2.5,
            0.04,
            0.01,
            0.005,
            86_400_000,
            0.2,
            true,
            0.01,
            0.25,
            0.3,
            100_000_000_000L,
            1,
            0.5,
            2,
            0.1,
            60_000,
            new ExitSpec(
                    3, List.of(new RoiStep(0, 0.04), new RoiStep(60_000, 0.01)), List.of(new PartialExit(0.02, 0.5))),
            new SizingSpec(
                    SizingMethod.VOLATILITY_TARGET,
                    0.1,
                    0.002,
                    List.of(new Instrument("*", 1_000, 10_000, 5_000_000, 50_000_000_000L))),
            new VenueSpec(OrderType.STOP_LIMIT, 5, 10, TimeInForce.DAY, SlippageModel.SQUARE_ROOT, 20, 0.5, 250, 0.01));

    static final LimitsSpec LIMITS = new LimitsSpec(
            0.06,
            1.5,
            1,
            0.5,
            0.2,
            4,
            3_600_000,
            0.05,
            30,
            600_000,
            0.8,
            new CorrelationLimits(CorrelationMethod.LEDOIT_WOLF, 0.97, 60_000, 60, 0.9, 0.05, 0.5),
            List.of(new GroupLimit("coins", 0.5, List.of("BTC-USD", "ETH-USD"))),
            new VolatilityLimits(true, 0.03));

    private LaterFixtures() {}

    static Map<String, byte[]> encoded() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("control-strategy-parts", ControlCodec.encode(epoch(ControlKind.STRATEGY, STRATEGY, null, null)));
        all.put("control-limits-parts", ControlCodec.encode(epoch(ControlKind.LIMITS, null, LIMITS, null)));
        all.put("control-force-exit", ControlCodec.encode(epoch(ControlKind.FORCE_EXIT, null, null, "SPY")));
        all.put("control-reset-drawdown", ControlCodec.encode(epoch(ControlKind.RESET_DRAWDOWN, null, null, null)));
        all.put(
                "request-force-exit",
                ControlCodec.encode(new ControlRequest(
                        ControlKind.FORCE_EXIT, "a", 1, -1, false, "r-5", "ann", "out", null, null, null, "SPY")));
        all.put(
                "request-strategy-parts",
                ControlCodec.encode(new ControlRequest(
                        ControlKind.STRATEGY, "a", 1, 50, false, "r-2", "ann", "", null, STRATEGY, null)));
        all.put(
                "request-limits-parts",
                ControlCodec.encode(new ControlRequest(
                        ControlKind.LIMITS, "a", 1, 50, false, "r-3", "ann", "", null, null, LIMITS)));
        return all;
    }

    private static ControlRecord epoch(
            ControlKind kind, @Nullable StrategySpec strategy, @Nullable LimitsSpec limits, @Nullable String symbol) {
        return new ControlRecord(
                kind, "alpha", 3, 1_000, 0, 0, 41, "r-1", "ann", "because", null, null, strategy, limits, symbol);
    }
}
