package io.quorate.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.Side;
import io.quorate.schema.execution.FillReason;
import io.quorate.schema.feature.VolatilityRegime;
import io.quorate.schema.model.PredictionStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitTest {

    private final Terms terms = new Terms();
    private final Desk desk = new Desk(terms);

    @ParameterizedTest(name = "{0} {1} {2} {3} {4}: {5} at {6}")
    @CsvSource({
        // p, open, high, low, close, reason, fill; stop 95 / 105, target 110 / 90
        "0.8, 100, 101, 95.01, 100, , ",
        "0.8, 100, 101, 95, 100, STOP_LOSS, 95",
        "0.8, 100, 101, 94, 100, STOP_LOSS, 95",
        "0.8, 95, 99, 90, 98, STOP_LOSS, 95",
        "0.8, 93, 99, 90, 98, STOP_LOSS, 93",
        "0.8, 100, 109.99, 99, 100, , ",
        "0.8, 100, 110, 99, 100, TAKE_PROFIT, 110",
        "0.8, 112, 113, 90, 100, TAKE_PROFIT, 112",
        "0.8, 100, 111, 94, 100, STOP_LOSS, 95",
        "0.8, 93, 120, 90, 100, STOP_LOSS, 93",
        "0.2, 100, 104.99, 99, 100, , ",
        "0.2, 100, 105, 99, 100, STOP_LOSS, 105",
        "0.2, 106, 107, 99, 100, STOP_LOSS, 106",
        "0.2, 100, 101, 90, 100, TAKE_PROFIT, 90",
        "0.2, 88, 89, 87, 88, TAKE_PROFIT, 88",
        "0.2, 100, 106, 89, 100, STOP_LOSS, 105"
    })
    void levelIsHitInsideTheBarOpenFirstStopBeforeTarget(
            double p, double open, double high, double low, double close, DecisionReason reason, Double fill) {
        terms.takeProfitFraction = 0.1;
        desk.open("X", 1000, p);
        long quantity = desk.position("X").quantityMicros;
        Decision d = desk.play(Tick.at(2000).candle(open, high, low, close));
        if (reason == null) {
            assertThat(d.outcome()).isEqualTo(Outcome.NO_ACTION);
            assertThat(d.reason()).isEqualTo(DecisionReason.ALREADY_POSITIONED);
            return;
        }
        assertThat(d.outcome()).isEqualTo(Outcome.EXIT_POSITION);
        assertThat(d.reason()).isEqualTo(reason);
        assertThat(d.price()).isEqualTo(fill);
        assertThat(d.side()).isEqualTo(p > 0.5 ? Side.LONG : Side.SHORT);
        assertThat(d.quantityMicros()).isEqualTo(quantity);
        assertThat(desk.lastExecution().price()).isEqualTo(fill);
        assertThat(desk.lastExecution().reason().name()).isEqualTo(reason.name());
        assertThat(desk.lastExecution().decisionId()).isEqualTo(d.id());
        assertThat(desk.state.positions).isEmpty();
        assertThat(d.equityMicros()).isEqualTo(desk.state.cashMicros);
        assertThat(d.counterfactual().contains("TAKE_PROFIT inside the same bar"))
                .isEqualTo(reason == DecisionReason.STOP_LOSS
                        && open > 90
                        && open < 110
                        && open != 93
                        && (p > 0.5 ? high >= 110 : low <= 90)
                        && open != 95);
    }

    @Test
    void stopIsLiveInTheBarOfItsEntry() {
        desk.play(Tick.at(1000).says(0.8));
        Decision d = desk.play(Tick.at(2000).candle(101, 102, 95, 96));
        assertThat(d.reason()).isEqualTo(DecisionReason.STOP_LOSS);
        assertThat(desk.executions).extracting(e -> e.price()).containsExactly(101.0, 95.95);
    }

    @Test
    void trailStartsAtItsActivationAndHoldsFromTheNextSample() {
        terms.trailingFraction = 0.02;
        terms.trailingActivationFraction = 0.03;
        desk.open("X", 1000, 0.8);
        desk.play(Tick.at(2000).candle(100, 102.9, 96, 100));
        assertThat(desk.position("X").trailPrice).isNaN();
        // activated by its own high, but the level comes from this sample and holds from the next
        desk.play(Tick.at(3000).candle(100, 110, 97, 109));
        assertThat(desk.position("X").trailPrice).isCloseTo(107.8, within(1e-9));
        // a lower high does not loosen it
        desk.play(Tick.at(4000).candle(109, 109.5, 108, 108));
        assertThat(desk.position("X").trailPrice).isCloseTo(107.8, within(1e-9));
        Decision d = desk.play(Tick.at(5000).candle(108, 108, 107, 107));
        assertThat(d.reason()).isEqualTo(DecisionReason.TRAILING_STOP);
        assertThat(desk.lastExecution().price()).isCloseTo(107.8, within(1e-9));
    }

    @Test
    void shortTrailsDownwards() {
        terms.trailingFraction = 0.02;
        desk.open("X", 1000, 0.2);
        desk.play(Tick.at(2000).candle(100, 100, 90, 91));
        Decision d = desk.play(Tick.at(3000).candle(91, 92, 90.5, 91));
        assertThat(d.reason()).isEqualTo(DecisionReason.TRAILING_STOP);
        assertThat(d.price()).isCloseTo(91.8, within(1e-9));
    }

    @Test
    void tighterOfStopAndTrailIsHitFirstAndStopWhenEqual() {
        terms.stopLossFraction = 0.02;
        terms.trailingFraction = 0.02;
        desk.open("X", 1000, 0.8);
        assertThat(desk.position("X").trailPrice).isEqualTo(desk.position("X").stopPrice);
        assertThat(desk.play(Tick.at(2000).candle(100, 100, 97, 97)).reason()).isEqualTo(DecisionReason.STOP_LOSS);
    }

    @Test
    void levelsStayWhereTheyWereSetWhenTheStrategyChanges() {
        terms.takeProfitFraction = 0.1;
        desk.open("X", 1000, 0.8);
        terms.stopLossFraction = 0.01;
        terms.takeProfitFraction = 0.01;
        assertThat(desk.play(Tick.at(2000).candle(100, 102, 98, 100)).outcome()).isEqualTo(Outcome.NO_ACTION);
        assertThat(desk.play(Tick.at(3000).candle(100, 102, 95, 100)).price()).isEqualTo(95);
    }

    @Test
    void reversalIsDecidedAtTheCloseFilledAtTheNextOpenAndEntersNoEarlierThanTheSampleAfter() {
        terms.reversalConfidence = 0.5;
        desk.open("X", 1000, 0.8);
        assertThat(desk.play(Tick.at(2000).says(0.26)).outcome()).isEqualTo(Outcome.NO_ACTION);
        Decision d = desk.play(Tick.at(3000).candle(100, 100, 97, 98).says(0.25));
        assertThat(d.outcome()).isEqualTo(Outcome.EXIT_POSITION);
        assertThat(d.reason()).isEqualTo(DecisionReason.SIGNAL_REVERSAL);
        assertThat(d.price()).isEqualTo(98);
        assertThat(desk.executions).hasSize(1);
        assertThat(desk.play(Tick.at(4000).candle(97, 99, 97, 99).says(0.2)).reason())
                .isEqualTo(DecisionReason.EXITED_THIS_SAMPLE);
        assertThat(desk.lastExecution().price()).isEqualTo(97);
        Decision entry = desk.play(Tick.at(5000).price(99).says(0.2));
        assertThat(entry.outcome()).isEqualTo(Outcome.TAKE_ACTION);
        assertThat(entry.side()).isEqualTo(Side.SHORT);
    }

    @Test
    void sameSideNeverReverses() {
        terms.reversalConfidence = 0.5;
        desk.open("X", 1000, 0.8);
        assertThat(desk.play(Tick.at(2000).says(0.99)).reason()).isEqualTo(DecisionReason.ALREADY_POSITIONED);
    }

    @Test
    void regimeClosesWhenItTurnsHighNotWhenItWasHighAtTheEntry() {
        terms.exitOnHighVolatility = true;
        desk.play(Tick.at(1000).says(0.8).regime(VolatilityRegime.HIGH));
        assertThat(desk.play(Tick.at(2000).regime(VolatilityRegime.HIGH)).reason())
                .isEqualTo(DecisionReason.ALREADY_POSITIONED);
        desk.play(Tick.at(3000).regime(VolatilityRegime.NORMAL));
        Decision d = desk.play(Tick.at(4000).price(101).regime(VolatilityRegime.HIGH));
        assertThat(d.reason()).isEqualTo(DecisionReason.REGIME_EXIT);
        desk.play(Tick.at(5000).price(102));
        assertThat(desk.lastExecution().reason()).isEqualTo(FillReason.REGIME_EXIT);
        assertThat(desk.lastExecution().price()).isEqualTo(102);
    }

    @Test
    void stopComesBeforeReversalAndRegimeOfTheSameSample() {
        terms.reversalConfidence = 0.1;
        terms.exitOnHighVolatility = true;
        desk.open("X", 1000, 0.8);
        Decision d = desk.play(Tick.at(2000).candle(100, 100, 90, 92).says(0.1).regime(VolatilityRegime.HIGH));
        assertThat(d.reason()).isEqualTo(DecisionReason.STOP_LOSS);
        assertThat(desk.decisions).hasSize(3);
    }

    @Test
    void reversalComesBeforeRegime() {
        terms.reversalConfidence = 0.1;
        terms.exitOnHighVolatility = true;
        desk.open("X", 1000, 0.8);
        assertThat(desk.play(Tick.at(2000).says(0.1).regime(VolatilityRegime.HIGH))
                        .reason())
                .isEqualTo(DecisionReason.SIGNAL_REVERSAL);
    }

    @Test
    void nothingThatVetoesEntriesVetoesExits() {
        desk.open("X", 1000, 0.8);
        desk.killed = true;
        desk.limited = false;
        Tick tick = Tick.at(2000).candle(100, 100, 94, 94).says(PredictionStatus.NO_ENSEMBLE);
        tick.atrFraction = Double.NaN;
        tick.spread = Double.NaN;
        assertThat(desk.play(tick).reason()).isEqualTo(DecisionReason.STOP_LOSS);
    }

    @Test
    void symbolThatLeftTheStrategyStillExits() {
        desk.open("X", 1000, 0.8);
        terms.symbols = List.of("Y");
        assertThat(desk.play(Tick.at(2000).candle(100, 100, 94, 94)).reason()).isEqualTo(DecisionReason.STOP_LOSS);
        assertThat(desk.play(Tick.at(3000).says(0.9)).binding()).isEqualTo("strategy");
    }

    @Test
    void exitEndsWhatIsLeftOfItsEntry() {
        terms.maxParticipation = 0.5;
        desk.play(Tick.at(1000).says(0.8));
        desk.play(Tick.at(2000).volume(100));
        assertThat(desk.position("X").quantityMicros).isEqualTo(50_000_000);
        assertThat(desk.state.orders).hasSize(1);
        Decision d = desk.play(Tick.at(3000).candle(100, 100, 90, 90).volume(60));
        // 30 more units filled at the open, then 30 of the 80 sold at the stop
        assertThat(d.reason()).isEqualTo(DecisionReason.STOP_LOSS);
        assertThat(d.quantityMicros()).isEqualTo(80_000_000);
        assertThat(desk.state.orders).extracting(o -> o.reason).containsExactly(FillReason.STOP_LOSS);
        assertThat(desk.play(Tick.at(4000).price(89).says(0.8)).reason()).isEqualTo(DecisionReason.EXITED_THIS_SAMPLE);
        assertThat(desk.executions)
                .extracting(e -> e.quantityMicros())
                .containsExactly(50_000_000L, 30_000_000L, 30_000_000L, 50_000_000L);
        assertThat(desk.executions).extracting(e -> e.price()).containsExactly(100.0, 100.0, 95.0, 89.0);
        assertThat(desk.state.positions).isEmpty();
        assertThat(desk.state.orders).isEmpty();
    }
}
