package io.quorate.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quorate.schema.control.ExitSpec;
import io.quorate.schema.control.Instrument;
import io.quorate.schema.control.PartialExit;
import io.quorate.schema.control.RoiStep;
import io.quorate.schema.control.SizingMethod;
import io.quorate.schema.control.SizingSpec;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.Trigger;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.execution.FillReason;
import io.quorate.schema.feature.VolatilityRegime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Partial, timed, forced and volatility exits, one story each. */
class LaterExitsTest {

    private final Terms terms = new Terms();
    private final Desk desk = new Desk(terms);

    private List<Decision> exits() {
        return desk.decisions.stream()
                .filter(d -> d.outcome() == Outcome.EXIT_POSITION)
                .toList();
    }

    @Test
    void stopClosesWhateverElseSpeaksAgainstADecision() {
        desk.open("X", 1000, 0.8);
        terms.confidenceThreshold = 0.9;
        terms.maxRiskScore = 0;
        terms.maxHeat = 0;
        desk.killed = true;
        Tick tick = Tick.at(2000).candle(99, 99, 90, 91).says(0.51).regime(VolatilityRegime.HIGH);
        tick.spread = Double.NaN;
        Decision d = desk.play(tick);
        assertThat(d.outcome()).isEqualTo(Outcome.EXIT_POSITION);
        assertThat(d.reason()).isEqualTo(DecisionReason.STOP_LOSS);
        assertThat(d.price()).isEqualTo(95);
        assertThat(desk.state.positions).isEmpty();
    }

    @Test
    void timeExitOfAMinuteOnASilentSymbolIsDecidedAtItsDueTime() {
        terms.maxHoldMs = 60_000;
        desk.open("X", 1000, 0.8);
        desk.play(Tick.at(500_000).price(97));
        Decision d = exits().get(0);
        assertThat(d.reason()).isEqualTo(DecisionReason.TIME_EXIT);
        assertThat(d.tsMs()).isEqualTo(61_001);
        assertThat(d.price()).isEqualTo(100);
        assertThat(desk.lastExecution().tsMs()).isEqualTo(500_000);
        assertThat(desk.lastExecution().price()).isEqualTo(97);
    }

    @Test
    void rowOfTheRoiTableBeginsOnASilentSymbol() {
        terms.exits = new ExitSpec(0, List.of(new RoiStep(0, 0.5), new RoiStep(10_000, 0.02)), List.of());
        desk.open("X", 1000, 0.8);
        desk.play(Tick.at(2000).price(102));
        assertThat(exits()).isEmpty();
        desk.play(Tick.at(20_000).price(101));
        Decision d = exits().get(0);
        assertThat(d.reason()).isEqualTo(DecisionReason.ROI);
        assertThat(d.trigger()).isEqualTo(Trigger.TIMER);
        assertThat(d.tsMs()).isEqualTo(11_001);
        assertThat(d.counterfactual()).isEqualTo("profit<0.02 (was 0.02)");
        assertThat(desk.lastExecution().reason()).isEqualTo(FillReason.ROI);
        assertThat(desk.lastExecution().price()).isEqualTo(101);
    }

    @Test
    void rowThatIsNotEarnedGivesNoDecisionAndWaitsForTheNextOne() {
        terms.exits = new ExitSpec(0, List.of(new RoiStep(10_000, 0.02), new RoiStep(20_000, -0.1)), List.of());
        desk.open("X", 1000, 0.8);
        desk.play(Tick.at(2000).price(99));
        desk.timersBefore(50_000);
        assertThat(exits()).extracting(Decision::tsMs).containsExactly(21_001L);
        assertThat(desk.decisions).filteredOn(d -> d.trigger() == Trigger.TIMER).hasSize(1);
        assertThat(desk.engine.nextDueMs(desk.state)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void partsAreTakenOneLevelASampleInWholeLots() {
        terms.riskFraction = 0.05;
        terms.sizing = new SizingSpec(SizingMethod.RISK, 0, 0, List.of(new Instrument("*", 100_000_000, 0, 0, 0)));
        terms.exits = new ExitSpec(
                0,
                List.of(),
                List.of(new PartialExit(0.02, 0.35), new PartialExit(0.03, 0.3), new PartialExit(0.04, 0.35)));
        desk.open("X", 1000, 0.8);
        assertThat(desk.position("X").quantityMicros).isEqualTo(1_000_000_000);
        Decision first = desk.play(Tick.at(2000).candle(101, 104, 101, 103.5));
        assertThat(first.reason()).isEqualTo(DecisionReason.PARTIAL_TAKE_PROFIT);
        assertThat(first.price()).isEqualTo(102);
        assertThat(first.quantityMicros()).isEqualTo(300_000_000);
        // the next level was passed in that bar already: taken at the open of the next
        Decision second = desk.play(Tick.at(3000).candle(103.5, 103.6, 103, 103));
        assertThat(second.price()).isEqualTo(103.5);
        assertThat(second.quantityMicros()).isEqualTo(300_000_000);
        assertThat(desk.position("X").quantityMicros).isEqualTo(400_000_000);
        Decision stop = desk.play(Tick.at(4000).candle(100, 100, 94, 94));
        assertThat(stop.reason()).isEqualTo(DecisionReason.STOP_LOSS);
        assertThat(stop.quantityMicros()).isEqualTo(400_000_000);
        assertThat(desk.executions)
                .extracting(Execution::quantityMicros)
                .containsExactly(1_000_000_000L, 300_000_000L, 300_000_000L, 400_000_000L);
        assertThat(desk.state.closedTrades).isEqualTo(1);
        assertThat(desk.equity()).isCloseTo(100_000 + 300 * 2 + 300 * 3.5 - 400 * 5, within(1e-6));
    }

    @Test
    void partThatWaitsForVolumeLeavesTheStopAlive() {
        terms.maxParticipation = 1;
        terms.maxHoldMs = 3_000;
        terms.exits = new ExitSpec(0, List.of(), List.of(new PartialExit(0.02, 0.5)));
        desk.open("X", 1000, 0.8);
        desk.play(Tick.at(2000).candle(100, 103, 100, 101).volume(0));
        assertThat(desk.state.orders).extracting(o -> o.reason).containsExactly(FillReason.PARTIAL_TAKE_PROFIT);
        assertThat(desk.engine.nextDueMs(desk.state)).isEqualTo(4001);
        Decision stop = desk.play(Tick.at(3000).candle(100, 100, 94, 94).volume(0));
        assertThat(stop.reason()).isEqualTo(DecisionReason.STOP_LOSS);
        assertThat(stop.quantityMicros()).isEqualTo(200_000_000);
        assertThat(desk.state.orders).extracting(o -> o.reason).containsExactly(FillReason.STOP_LOSS);
        desk.play(Tick.at(4000).price(93));
        assertThat(desk.state.positions).isEmpty();
    }

    @Test
    void forcedExitConcernsWhatWasEnteredBeforeAndIsDecidedAtTheNextEventOfThePortfolio() {
        desk.open("X", 1000, 0.8);
        desk.open("Y", 3000, 0.8);
        desk.forcedExits = symbol -> symbol.equals("Y") ? Long.MIN_VALUE : 5_000;
        desk.play(Tick.at(6000).of("Z").says(0.8));
        assertThat(exits()).extracting(d -> d.symbol() + d.reason() + d.tsMs()).containsExactly("XFORCED_EXIT6000");
        assertThat(exits().get(0).counterfactual()).isEqualTo("entryTsMs>=5000 (was 1001)");
        desk.play(Tick.at(6500).of("Z"));
        assertThat(desk.position("Z").entryTsMs).isEqualTo(6500);
        desk.play(Tick.at(7000).price(98));
        assertThat(desk.lastExecution().reason()).isEqualTo(FillReason.FORCED_EXIT);
        assertThat(desk.lastExecution().price()).isEqualTo(98);
        // what comes after it is left alone, also in the symbol
        desk.open("X", 8000, 0.8);
        desk.play(Tick.at(9000));
        assertThat(exits()).hasSize(1);
    }

    @Test
    void forcedExitAndKillCancelPendingEntries() {
        desk.play(Tick.at(1000).says(0.8));
        desk.forcedExits = symbol -> 1_500;
        desk.play(Tick.at(2000).says(0.8));
        Decision cancelled = desk.lastTimer();
        assertThat(cancelled.outcome()).isEqualTo(Outcome.NO_ACTION);
        assertThat(cancelled.reason()).isEqualTo(DecisionReason.ORDER_CANCELLED);
        assertThat(cancelled.counterfactual()).isEqualTo("decidedMs>=1500 (was 1000)");
        assertThat(desk.executions).isEmpty();
        assertThat(desk.state.orders).hasSize(1);
        desk.killed = true;
        desk.play(Tick.at(3000).of("Y"));
        assertThat(desk.lastTimer().counterfactual()).isEqualTo("kill_switch=off (was on)");
        assertThat(desk.state.orders).isEmpty();
        desk.play(Tick.at(4000));
        assertThat(desk.executions).isEmpty();
    }

    @Test
    void volatilityStopWaitsForTwentyReturnsAndIsTheWidestDistance() {
        terms.stopLossFraction = 0.001;
        terms.exits = new ExitSpec(4, List.of(), List.of());
        double up = StrictMath.exp(0.01);
        for (int i = 0; i < 20; i++) {
            Decision d = desk.play(
                    Tick.at(1000L * i).price(i % 2 == 0 ? 100 : 100 * up).says(0.8));
            assertThat(d.reason()).isEqualTo(DecisionReason.NOT_FINITE);
            assertThat(d.binding()).isEqualTo("volatility");
        }
        // every return is 1 %, so the volatility is, too
        desk.play(Tick.at(20_000).price(100).says(0.8));
        desk.play(Tick.at(21_000).price(100));
        assertThat(desk.position("X").stopPrice).isCloseTo(96, within(1e-9));
    }
}
