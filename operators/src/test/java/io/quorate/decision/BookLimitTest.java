package io.quorate.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quorate.schema.control.CorrelationLimits;
import io.quorate.schema.control.CorrelationMethod;
import io.quorate.schema.control.GroupLimit;
import io.quorate.schema.control.VolatilityLimits;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.RiskComponent;
import io.quorate.schema.feature.VolatilityRegime;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Limits on what belongs together and on volatility: each alone with its own reason, at its limit exactly. */
class BookLimitTest {

    private static final long CLOCK_MS = 1_000;

    private final Terms terms = new Terms();
    private final Desk desk = new Desk(terms);

    private static RiskComponent component(Decision d, String name) {
        return d.components().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void rejected(Decision d, DecisionReason reason, String binding) {
        assertThat(d.outcome()).as(d.toString()).isEqualTo(Outcome.RISK_REJECTED);
        assertThat(d.reason()).isEqualTo(reason);
        assertThat(d.binding()).isEqualTo(binding);
        assertThat(d.components())
                .filteredOn(RiskComponent::breached)
                .extracting(RiskComponent::name)
                .containsExactly(binding);
    }

    private static void taken(Decision d) {
        assertThat(d.outcome()).as(d.toString()).isEqualTo(Outcome.TAKE_ACTION);
        assertThat(d.components()).noneMatch(RiskComponent::breached);
    }

    private static CorrelationLimits correlation(double withBook, double heat, double bets) {
        return new CorrelationLimits(CorrelationMethod.EWMA, 0.97, CLOCK_MS, 60, withBook, heat, bets);
    }

    /** Samples of X and Y on the same ticks; Y's returns are X's, or X's turned round. */
    private void history(int ticks, int sign) {
        Random random = new Random(3);
        double log = 0;
        for (int i = 0; i < ticks; i++) {
            log += 0.001 * random.nextGaussian();
            desk.play(
                    Tick.at(CLOCK_MS * i).price(100 * StrictMath.exp(log)),
                    Tick.at(CLOCK_MS * i).of("Y").price(100 * StrictMath.exp(sign * log)));
        }
    }

    @Test
    void groupExposureAtItsLimitPassesAboveItDoesNot() {
        terms.groups = List.of(
                new GroupLimit("wide", 5, List.of("X", "Y", "Z")), new GroupLimit("pair", 0.4, List.of("X", "Y")));
        Decision first = desk.play(Tick.at(1000).says(0.8));
        taken(first);
        assertThat(component(first, "group_exposure.pair").value()).isEqualTo(0.2);
        Decision second = desk.play(Tick.at(2000).of("Y").says(0.2));
        taken(second);
        assertThat(component(second, "group_exposure.pair").value()).isEqualTo(0.4);
        terms.groups = List.of(new GroupLimit("pair", Math.nextDown(0.4), List.of("X", "Y")));
        desk.open("Z", 3000, 0.8);
        Desk again = new Desk(terms);
        again.play(Tick.at(1000).says(0.8));
        rejected(again.play(Tick.at(2000).of("Y").says(0.2)), DecisionReason.GROUP_EXPOSURE, "group_exposure.pair");
        taken(again.play(Tick.at(3000).of("Z").says(0.2)));
    }

    @Test
    void highAndUnknownRegimesAreRefusedNormalIsNot() {
        terms.volatility = new VolatilityLimits(true, 0);
        long tsMs = 1000;
        for (VolatilityRegime regime : List.of(VolatilityRegime.HIGH, VolatilityRegime.UNKNOWN)) {
            rejected(
                    desk.play(Tick.at(tsMs++).says(0.8).regime(regime)),
                    DecisionReason.VOLATILITY_REGIME,
                    "regime_limit");
        }
        taken(desk.play(Tick.at(tsMs).says(0.8).regime(VolatilityRegime.NORMAL)));
    }

    @Test
    void rangeAtItsLimitPassesAnUnknownOneIsNotFinite() {
        terms.volatility = new VolatilityLimits(false, 0.01);
        taken(desk.play(Tick.at(1000).says(0.8)));
        Tick wide = Tick.at(2000).of("Y").says(0.8);
        wide.atrFraction = Math.nextUp(0.01);
        rejected(desk.play(wide), DecisionReason.VOLATILITY, "atr_fraction");
        Tick unknown = Tick.at(3000).of("Y").says(0.8);
        unknown.atrFraction = Double.NaN;
        Decision d = desk.play(unknown);
        assertThat(d.reason()).isEqualTo(DecisionReason.NOT_FINITE);
        assertThat(d.binding()).isEqualTo("atr");
    }

    @Test
    void withoutKnownCorrelationsASecondEntryIsRefused() {
        terms.correlation = correlation(0.99, 0, 0);
        taken(desk.play(Tick.at(1000).says(0.8)));
        Decision d = desk.play(Tick.at(2000).of("Y").says(0.2));
        rejected(d, DecisionReason.CORRELATION, "correlation");
        assertThat(component(d, "correlation").value()).isEqualTo(1);
        assertThat(d.counterfactual()).isEqualTo("correlation<=0.99 (was 1)");
    }

    @Test
    void sixtyPointsAreEnoughFiftyNineAreNot() {
        terms.correlation = correlation(0.9, 0, 0);
        // n samples close n - 2 returns: the first tick has none, the last is not known to be over
        history(61, -1);
        taken(desk.play(Tick.at(61 * CLOCK_MS - 1).says(0.8)));
        rejected(desk.play(Tick.at(61 * CLOCK_MS - 1).of("Y").says(0.8)), DecisionReason.CORRELATION, "correlation");
        desk.play(Tick.at(61 * CLOCK_MS), Tick.at(61 * CLOCK_MS).of("Y"));
        Decision d = desk.play(Tick.at(61 * CLOCK_MS + 1).of("Y").says(0.8));
        taken(d);
        assertThat(component(d, "correlation").value()).isCloseTo(-1, within(1e-9));
    }

    @Test
    void oppositeSidesOfWhatMovesTogetherHedge() {
        terms.correlation = correlation(0.9, 0.03, 0);
        history(80, 1);
        taken(desk.play(Tick.at(80 * CLOCK_MS).says(0.8)));
        rejected(desk.play(Tick.at(80 * CLOCK_MS + 1).of("Y").says(0.8)), DecisionReason.CORRELATION, "correlation");
        Decision d = desk.play(Tick.at(80 * CLOCK_MS + 2).of("Y").says(0.2));
        taken(d);
        assertThat(component(d, "correlation").value()).isCloseTo(-1, within(1e-9));
        assertThat(component(d, "correlated_heat").value()).isCloseTo(0, within(1e-6));
    }

    @Test
    void correlatedHeatAtItsLimitPasses() {
        terms.correlation = correlation(0, 0.02, 0);
        taken(desk.play(Tick.at(1000).says(0.8)));
        Decision d = desk.play(Tick.at(2000).of("Y").says(0.2));
        taken(d);
        assertThat(component(d, "correlated_heat").value()).isEqualTo(0.02);
        rejected(desk.play(Tick.at(3000).of("Z").says(0.8)), DecisionReason.CORRELATED_HEAT, "correlated_heat");
    }

    @Test
    void shareOfEffectiveBetsIsALeastValue() {
        terms.correlation = correlation(0, 0, 0.5);
        taken(desk.play(Tick.at(1000).says(0.8)));
        Decision d = desk.play(Tick.at(2000).of("Y").says(0.8));
        taken(d);
        assertThat(component(d, "bets_share").value()).isEqualTo(0.5);
        Decision third = desk.play(Tick.at(3000).of("Z").says(0.8));
        rejected(third, DecisionReason.CONCENTRATION, "bets_share");
        assertThat(third.counterfactual()).startsWith("bets_share>=0.5 (was 0.333");
    }

    @Test
    void symbolThatNeverMovedCountsAsMovingWithEverything() {
        terms.correlation = correlation(0.9, 0, 0);
        for (int i = 0; i < 80; i++) {
            desk.play(
                    Tick.at(CLOCK_MS * i).price(100 + i % 3),
                    Tick.at(CLOCK_MS * i).of("Y"));
        }
        taken(desk.play(Tick.at(80 * CLOCK_MS).says(0.8)));
        rejected(desk.play(Tick.at(80 * CLOCK_MS + 1).of("Y").says(0.8)), DecisionReason.CORRELATION, "correlation");
    }
}
