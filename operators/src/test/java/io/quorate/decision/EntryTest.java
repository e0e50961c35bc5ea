package io.quorate.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.Side;
import io.quorate.schema.model.PredictionStatus;
import io.quorate.schema.model.Target;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryTest {

    private final Terms terms = new Terms();
    private final Desk desk = new Desk(terms);

    private Decision none(Tick tick, DecisionReason reason) {
        Decision d = desk.play(tick);
        assertThat(d.outcome()).isEqualTo(Outcome.NO_ACTION);
        assertThat(d.reason()).isEqualTo(reason);
        assertThat(d.side()).isEqualTo(Side.NONE);
        assertThat(d.quantityMicros()).isZero();
        assertThat(desk.state.orders).isEmpty();
        return d;
    }

    @ParameterizedTest
    @CsvSource({"0.6, LONG", "0.59, NONE", "0.4, SHORT", "0.41, NONE"})
    void confidenceAtTheThresholdEnters(double p, Side side) {
        terms.confidenceThreshold = 2 * 0.6 - 1;
        Decision d = desk.play(Tick.at(1000).says(p));
        assertThat(d.side()).isEqualTo(side);
        assertThat(d.reason()).isEqualTo(side == Side.NONE ? DecisionReason.LOW_CONFIDENCE : DecisionReason.SIGNAL);
    }

    @Test
    void lowConfidenceSaysWhatWouldHaveBeenEnough() {
        Decision d = none(Tick.at(1000).says(0.565), DecisionReason.LOW_CONFIDENCE);
        assertThat(d.counterfactual()).isEqualTo("confidence>=0.2 (was 0.13)");
        assertThat(d.binding()).isEqualTo("confidence");
        assertThat(d.riskScore()).isNaN();
        assertThat(d.components()).isEmpty();
    }

    @Test
    void entryNamesWhatCameNearestToStoppingIt() {
        assertThat(desk.play(Tick.at(1000).says(0.605)).counterfactual()).isEqualTo("confidence<0.2 (was 0.21)");
        terms.maxHeat = 0.021;
        Decision d = desk.play(Tick.at(2000).of("Y").says(0.8));
        assertThat(d.binding()).isEqualTo("heat");
        assertThat(d.counterfactual()).isEqualTo("heat>0.021 (was 0.02)");
    }

    @Test
    void oneHalfHasNoSideWhateverTheThreshold() {
        terms.confidenceThreshold = 0;
        none(Tick.at(1000).says(0.5), DecisionReason.LOW_CONFIDENCE);
    }

    @Test
    void statusOfThePredictionIsTheReason() {
        none(Tick.at(1000).says(PredictionStatus.NO_ENSEMBLE), DecisionReason.NO_ENSEMBLE);
        Decision d = none(Tick.at(1001).says(PredictionStatus.DEGRADED), DecisionReason.DEGRADED);
        assertThat(d.counterfactual()).isEqualTo("members>=2 (was 0)");
        none(Tick.at(1002).says(PredictionStatus.LAYOUT_MISMATCH), DecisionReason.LAYOUT_MISMATCH);
    }

    @Test
    void volatilityNeverSizesASide() {
        Tick tick = Tick.at(1000).says(0.9);
        tick.target = Target.VOLATILITY;
        none(tick, DecisionReason.TARGET_NOT_DIRECTIONAL);
        Tick barrier = Tick.at(2000).says(0.9);
        barrier.target = Target.TRIPLE_BARRIER;
        assertThat(desk.play(barrier).outcome()).isEqualTo(Outcome.TAKE_ACTION);
    }

    @Test
    void anythingThatIsNotANumberVetoes() {
        terms.stopLossAtrMultiple = 1;
        List<Consumer<Tick>> faults = List.of(
                t -> t.p = Double.NaN,
                t -> t.p = 1.5,
                t -> {
                    t.p = 0.9;
                    t.confidence = Double.NaN;
                    t.spread = Double.NaN;
                },
                t -> t.spread = Double.NaN,
                t -> t.close = Double.NaN,
                t -> t.close = Double.POSITIVE_INFINITY,
                t -> t.open = Double.NaN,
                t -> t.high = Double.POSITIVE_INFINITY,
                t -> t.low = Double.NaN,
                t -> t.atrFraction = Double.NaN);
        long tsMs = 1000;
        for (Consumer<Tick> fault : faults) {
            Tick tick = Tick.at(tsMs++).says(0.9);
            fault.accept(tick);
            Decision d = none(tick, DecisionReason.NOT_FINITE);
            assertThat(d.counterfactual()).isEqualTo(d.binding() + "=a number (was NaN)");
        }
        assertThat(desk.play(Tick.at(tsMs).says(0.9)).outcome()).isEqualTo(Outcome.TAKE_ACTION);
    }

    @Test
    void undefinedRangeMattersOnlyToAStopThatNeedsIt() {
        Tick tick = Tick.at(1000).says(0.9);
        tick.atrFraction = Double.NaN;
        assertThat(desk.play(tick).outcome()).isEqualTo(Outcome.TAKE_ACTION);
    }

    @Test
    void sideThatIsNotAllowedIsNotTaken() {
        terms.allowShort = false;
        none(Tick.at(1000).says(0.1), DecisionReason.SIDE_NOT_ALLOWED);
        terms.allowLong = false;
        none(Tick.at(1001).says(0.9), DecisionReason.SIDE_NOT_ALLOWED);
    }

    @Test
    void pendingEntryAndOpenPositionBlockTheSymbolOnly() {
        desk.play(Tick.at(1000).says(0.8));
        assertThat(desk.play(Tick.at(1001).volume(0).says(0.8)).reason()).isEqualTo(DecisionReason.ALREADY_POSITIONED);
        assertThat(desk.play(Tick.at(1001).of("Y").says(0.8)).outcome()).isEqualTo(Outcome.TAKE_ACTION);
    }

    @Test
    void withoutStrategyThereIsADecisionAndNothingElse() {
        desk.engine.step(
                desk.state,
                1000,
                new Mandate("core", null, -1, null, -1, false),
                List.of(Tick.at(1000).says(0.9).prediction()),
                desk);
        assertThat(desk.decisions).hasSize(1);
        assertThat(desk.decisions.get(0).binding()).isEqualTo("strategy");
        assertThat(desk.state.opened).isFalse();
        desk.decisions.clear();
        assertThat(desk.play(Tick.at(2000).says(0.9)).outcome()).isEqualTo(Outcome.TAKE_ACTION);
    }

    @Test
    void sampleOfAnotherTimeIsRefused() {
        assertThatThrownBy(() -> desk.engine.step(
                        desk.state, 999, desk.mandate(), List.of(Tick.at(1000).prediction()), desk))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected samples of 999, was 1000");
    }

    @Test
    void decisionCarriesItsVersionsAndItsId() {
        Decision d = desk.play(Tick.at(1000).says(0.8));
        // sha256("core|X|1000|0|SAMPLE|0|1|config|7")
        assertThat(d.id()).isEqualTo("9965af3347932c1c580f0ec15ee10f86");
        assertThat(d.ensembleVersion()).isEqualTo(7);
        assertThat(d.weightsVersion()).isEqualTo(3);
        assertThat(d.strategyVersion()).isEqualTo(1);
        assertThat(d.limitsVersion()).isEqualTo(1);
        assertThat(d.configHash()).isEqualTo("config");
        assertThat(d.price()).isEqualTo(100);
    }

    @Test
    void sizeOfZeroIsNoAction() {
        terms.riskFraction = 0;
        Decision d = none(Tick.at(1000).says(0.8), DecisionReason.SIZE_ZERO);
        assertThat(d.components()).hasSize(13);
    }
}
