package io.quorate.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.control.ExitSpec;
import io.quorate.schema.control.PartialExit;
import io.quorate.schema.control.RoiStep;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.Trigger;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.feature.VolatilityRegime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every exit alone and every pair of them on one scripted bar: a long from 100, then a bar up to 106 that closes at 104,
 * then the bar in question, which opens at 104.5, then one that opens at 103.
 */
class ExitPairsTest {

    private static final long BAR_MS = 3_000;

    /** The exits, the one that comes first in a bar first; price decided at, price filled at. */
    private enum Exit {
        FORCED_EXIT(104, 104.5),
        TIME_EXIT(104, 104.5),
        TRAILING_STOP(103.88, 103.88),
        STOP_LOSS(95, 95),
        TAKE_PROFIT(110, 110),
        PARTIAL_TAKE_PROFIT(108, 108),
        SIGNAL_REVERSAL(Double.NaN, 103),
        REGIME_EXIT(Double.NaN, 103),
        ROI(106, 103);

        final double decided;
        final double filled;

        Exit(double decided, double filled) {
            this.decided = decided;
            this.filled = filled;
        }
    }

    static Stream<Arguments> pairs() {
        List<Arguments> pairs = new ArrayList<>();
        for (Exit a : Exit.values()) {
            for (Exit b : Exit.values()) {
                if (a.compareTo(b) <= 0) {
                    pairs.add(Arguments.of(a, b));
                }
            }
        }
        return pairs.stream();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void theFirstOfTheOrderWinsAtItsBarAndPrice(Exit winner, Exit other) {
        Set<Exit> on = EnumSet.of(winner, other);
        Desk desk = new Desk(terms(on));
        desk.open("X", 1000, 0.8);
        desk.play(Tick.at(2_000).candle(100, 106, 100, 104));
        assertThat(exits(desk)).isEmpty();
        if (on.contains(Exit.FORCED_EXIT)) {
            desk.forcedExits = symbol -> BAR_MS;
        }
        desk.play(bar(on));
        Decision exit = exits(desk).get(0);
        assertThat(exits(desk)).hasSize(1);
        assertThat(exit.reason()).isEqualTo(DecisionReason.valueOf(winner.name()));
        assertThat(exit.tsMs()).isEqualTo(BAR_MS);
        boolean timed = winner == Exit.FORCED_EXIT || winner == Exit.TIME_EXIT;
        assertThat(exit.trigger()).isEqualTo(timed ? Trigger.TIMER : Trigger.SAMPLE);
        double close = on.contains(Exit.ROI) ? 106 : 104.5;
        assertThat(exit.price()).isEqualTo(Double.isNaN(winner.decided) ? close : winner.decided);
        desk.play(Tick.at(4_000).price(103));
        Execution fill = desk.executions.get(1);
        assertThat(fill.decisionId()).isEqualTo(exit.id());
        assertThat(fill.reason().name()).isEqualTo(winner.name());
        assertThat(fill.price()).isEqualTo(winner.filled);
        assertThat(fill.tsMs()).isEqualTo(winner.filled == 103 ? 4_000 : BAR_MS);
        assertThat(fill.quantityMicros()).isEqualTo(exit.quantityMicros());
    }

    private static Tick bar(Set<Exit> on) {
        double low = on.contains(Exit.STOP_LOSS) ? 94 : on.contains(Exit.TRAILING_STOP) ? 103 : 104.2;
        double high = on.contains(Exit.TAKE_PROFIT) ? 110.5 : on.contains(Exit.PARTIAL_TAKE_PROFIT) ? 108.5 : 106.5;
        return Tick.at(BAR_MS)
                .candle(104.5, high, low, on.contains(Exit.ROI) ? 106 : 104.5)
                .says(on.contains(Exit.SIGNAL_REVERSAL) ? 0.1 : 0.5)
                .regime(on.contains(Exit.REGIME_EXIT) ? VolatilityRegime.HIGH : VolatilityRegime.NORMAL);
    }

    private static Terms terms(Set<Exit> on) {
        Terms t = new Terms();
        t.stopLossFraction = on.contains(Exit.STOP_LOSS) ? 0.05 : 0;
        t.maxPositionFraction = 0.5;
        t.trailingFraction = on.contains(Exit.TRAILING_STOP) ? 0.02 : 0;
        t.trailingActivationFraction = 0.03;
        t.takeProfitFraction = on.contains(Exit.TAKE_PROFIT) ? 0.1 : 0;
        t.maxHoldMs = on.contains(Exit.TIME_EXIT) ? BAR_MS - 1_001 : 0;
        t.reversalConfidence = 0.5;
        t.exitOnHighVolatility = on.contains(Exit.REGIME_EXIT);
        t.exits = new ExitSpec(
                0,
                on.contains(Exit.ROI) ? List.of(new RoiStep(0, 0.06)) : List.of(),
                on.contains(Exit.PARTIAL_TAKE_PROFIT) ? List.of(new PartialExit(0.08, 0.25)) : List.of());
        return t;
    }

    private static List<Decision> exits(Desk desk) {
        return desk.decisions.stream()
                .filter(d -> d.outcome() == Outcome.EXIT_POSITION)
                .toList();
    }
}
