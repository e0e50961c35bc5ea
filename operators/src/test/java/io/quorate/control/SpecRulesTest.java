package io.quorate.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.control.ControlKind;
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
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the later parts of strategies and limits must satisfy. */
class SpecRulesTest {

    private static final double NAN = Double.NaN;

    static Stream<Arguments> badParts() {
        return Stream.of(
                bad(exits(-1), "strategy.exits.stopLossVolatilityMultiple: expected 0.0..1000000.0, was -1.0"),
                bad(exits(NAN), "strategy.exits.stopLossVolatilityMultiple: expected 0.0..1000000.0, was NaN"),
                bad(roi(new RoiStep(-1, 0)), "strategy.exits.roi.heldMs: expected rising times from 0, was -1"),
                bad(
                        roi(new RoiStep(5, 0), new RoiStep(5, 0)),
                        "strategy.exits.roi.heldMs: expected rising times from 0, was 5"),
                bad(roi(new RoiStep(0, NAN)), "strategy.exits.roi.profitFraction: expected -1.0..1000000.0, was NaN"),
                bad(
                        partials(new PartialExit(0, 1)),
                        "strategy.exits.partials.profitFraction: expected rising fractions above 0, was 0.0"),
                bad(
                        partials(new PartialExit(0.1, NAN)),
                        "strategy.exits.partials.quantityFraction: expected above 0, was NaN"),
                bad(
                        partials(new PartialExit(0.1, 0.5), new PartialExit(0.2, 0.75)),
                        "strategy.exits.partials.quantityFraction: expected a sum of at most 1, was 1.25"),
                bad(sizing(SizingMethod.KELLY, NAN, 0, 0), "strategy.sizing.fixedFraction: expected 0.0..1000000.0"),
                bad(
                        sizing(SizingMethod.VOLATILITY_TARGET, 0, 0, 0),
                        "strategy.sizing.volatilityTarget: expected above 0 with VOLATILITY_TARGET, was 0"),
                bad(sizing(SizingMethod.RISK, 0, 0, -1), "strategy.sizing.instruments: expected no negative number"),
                bad(venue(OrderType.LIMIT, TimeInForce.GTC, 6_000, 0), "strategy.venue.limitOffsetBps: expected 0.0"),
                bad(venue(OrderType.LIMIT, TimeInForce.GTC, 0, 1), "strategy.venue.rejectRate: expected from 0 to"),
                bad(venue(OrderType.STOP, TimeInForce.IOC, 0, 0), "strategy.venue.timeInForce: expected GTC, DAY or"));
    }

    private static Arguments bad(StrategySpec strategy, String problem) {
        return Arguments.of(strategy, problem);
    }

    private static StrategySpec exits(double multiple) {
        return strategy(new ExitSpec(multiple, List.of(), List.of()), null, null);
    }

    private static StrategySpec roi(RoiStep... rows) {
        return strategy(new ExitSpec(0, List.of(rows), List.of()), null, null);
    }

    private static StrategySpec partials(PartialExit... levels) {
        return strategy(new ExitSpec(0, List.of(), List.of(levels)), null, null);
    }

    private static StrategySpec sizing(SizingMethod method, double fraction, double target, long lotMicros) {
        return strategy(
                null, new SizingSpec(method, fraction, target, List.of(new Instrument("*", lotMicros, 0, 0, 0))), null);
    }

    private static StrategySpec venue(OrderType type, TimeInForce tif, double limitBps, double rejectRate) {
        return strategy(null, null, new VenueSpec(type, limitBps, 0, tif, SlippageModel.FIXED, 0, 0, 0, rejectRate));
    }

    private static StrategySpec strategy(
            @Nullable ExitSpec exits, @Nullable SizingSpec sizing, @Nullable VenueSpec venue) {
        StrategySpec s = Epochs.strategySpec(0.2, "*");
        return new StrategySpec(
                s.symbols(),
                s.confidenceThreshold(),
                true,
                true,
                s.stopLossFraction(),
                0,
                0,
                0,
                0,
                0,
                0,
                false,
                s.riskFraction(),
                0,
                1,
                s.initialEquityMicros(),
                0,
                0,
                0,
                0,
                10_000,
                exits,
                sizing,
                venue);
    }

    private static @Nullable String problem(ControlKind kind, @Nullable StrategySpec s, @Nullable LimitsSpec l) {
        return RequestRules.problem(
                new ControlRequest(kind, "p", -1, -1, false, "r", "a", "", null, s, l), SequencerWorld.SETTINGS);
    }

    @ParameterizedTest
    @MethodSource("badParts")
    void badPartOfAStrategyIsNamed(StrategySpec strategy, String problem) {
        assertThat(problem(ControlKind.STRATEGY, strategy, null)).startsWith(problem);
    }

    @Test
    void goodPartsPass() {
        assertThat(problem(
                        ControlKind.STRATEGY,
                        strategy(
                                new ExitSpec(
                                        2,
                                        List.of(new RoiStep(0, 0.1), new RoiStep(9, -0.1)),
                                        List.of(new PartialExit(0.1, 0.5), new PartialExit(0.2, 0.5))),
                                new SizingSpec(SizingMethod.VOLATILITY_TARGET, 0, 0.01, List.of(Instrument.ANY)),
                                VenueSpec.MARKET),
                        null))
                .isNull();
        assertThat(problem(ControlKind.LIMITS, null, limits(CorrelationLimits.MEASURED, 0.5, 0.01)))
                .isNull();
    }

    private static LimitsSpec limits(CorrelationLimits correlation, double groupExposure, double maxAtr) {
        return new LimitsSpec(
                1,
                1,
                1,
                1,
                1,
                0,
                0,
                1,
                0,
                0,
                1,
                correlation,
                List.of(new GroupLimit("g", groupExposure, List.of("A"))),
                new VolatilityLimits(true, maxAtr));
    }

    @Test
    void badPartOfLimitsIsNamed() {
        CorrelationLimits fine = CorrelationLimits.MEASURED;
        assertThat(problem(ControlKind.LIMITS, null, limits(correlation(1, 60_000, 60), 0, 0)))
                .isEqualTo("limits.correlation.lambda: expected above 0 and below 1, was 1.0");
        assertThat(problem(ControlKind.LIMITS, null, limits(correlation(0.9, 0, 60), 0, 0)))
                .isEqualTo("limits.correlation.clockMs: expected 1..86400000, was 0");
        assertThat(problem(ControlKind.LIMITS, null, limits(correlation(0.9, 1, 121), 0, 0)))
                .isEqualTo("limits.correlation.minPoints: expected 2..120, was 121");
        assertThat(problem(ControlKind.LIMITS, null, limits(fine, NAN, 0)))
                .isEqualTo("limits.groups.maxExposure: expected 0.0..1000000.0, was NaN");
        assertThat(problem(ControlKind.LIMITS, null, limits(fine, 0, -1)))
                .isEqualTo("limits.volatility.maxAtrFraction: expected 0.0..1000000.0, was -1.0");
    }

    private static CorrelationLimits correlation(double lambda, long clockMs, int minPoints) {
        return new CorrelationLimits(CorrelationMethod.EWMA, lambda, clockMs, minPoints, 0, 0, 0);
    }

    @Test
    void onlyAForcedExitNamesASymbol() {
        ControlRequest exit =
                new ControlRequest(ControlKind.FORCE_EXIT, "p", -1, -1, false, "r", "a", "", null, null, null, "X");
        assertThat(RequestRules.problem(exit, SequencerWorld.SETTINGS)).isNull();
        ControlRequest kill =
                new ControlRequest(ControlKind.KILL, "p", -1, -1, false, "r", "a", "", null, null, null, "X");
        assertThat(RequestRules.problem(kill, SequencerWorld.SETTINGS)).contains("was \"X\" with KILL");
        assertThat(problem(ControlKind.RESET_DRAWDOWN, null, null)).isNull();
    }
}
