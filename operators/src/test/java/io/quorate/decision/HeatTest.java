package io.quorate.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quorate.risk.Exposure;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.RiskComponent;
import org.junit.jupiter.api.Test;

class HeatTest {

    private final Terms terms = new Terms();
    private final Desk desk = new Desk(terms);

    @Test
    void heatAtItsLimitPassesAboveItDoesNot() {
        terms.maxHeat = 0.01;
        taken(desk.play(Tick.at(1000).says(0.8)));
        terms.maxHeat = Math.nextDown(0.02);
        Decision d = desk.play(Tick.at(2000).of("Y").says(0.8));
        rejected(d, DecisionReason.HEAT, "heat");
        assertThat(component(d, "heat").value()).isEqualTo(0.02);
        assertThat(d.counterfactual()).isEqualTo("heat<=0.019999999999999997 (was 0.02)");
        terms.maxHeat = 0.02;
        taken(desk.play(Tick.at(3000).of("Y").says(0.8)));
    }

    @Test
    void simultaneousIntentsShareTheHeatInSymbolOrder() {
        terms.maxHeat = 0.015;
        desk.play(Tick.at(1000).of("B").says(0.8), Tick.at(1000).of("A").says(0.8));
        assertThat(desk.decisions).extracting(Decision::symbol).containsExactly("A", "B");
        taken(desk.decisions.get(0));
        rejected(desk.decisions.get(1), DecisionReason.HEAT, "heat");
        assertThat(desk.decisions.get(1).counterfactual()).isEqualTo("heat<=0.015 (was 0.02)");
    }

    @Test
    void reservationLastsUntilTheOrderEnds() {
        terms.orderExpiryMs = 500;
        terms.maxParticipation = 0.5;
        taken(desk.play(Tick.at(1000).says(0.8)));
        assertThat(Exposure.reservedHeatMicros(desk.state)).isEqualTo(1_000_000_000);
        assertThat(desk.play(Tick.at(1100).volume(0).says(0.8)).reason()).isEqualTo(DecisionReason.ALREADY_POSITIONED);
        // 200 units wanted, 50 filled: the heat moves from the reservation to the position
        desk.play(Tick.at(1200).volume(100));
        assertThat(Exposure.reservedHeatMicros(desk.state)).isEqualTo(750_000_000);
        assertThat(Exposure.heatMicros(desk.state)).isEqualTo(1_000_000_000);
        desk.timersBefore(1501);
        assertThat(desk.lastTimer().reason()).isEqualTo(DecisionReason.ORDER_EXPIRED);
        assertThat(desk.lastTimer().counterfactual()).isEqualTo("unfilledMicros at 1500=0 (was 150000000)");
        assertThat(Exposure.reservedHeatMicros(desk.state)).isZero();
        assertThat(Exposure.heatMicros(desk.state)).isEqualTo(250_000_000);
    }

    @Test
    void unfilledEntryExpiresByTimerThoughTheSymbolIsSilent() {
        terms.orderExpiryMs = 500;
        taken(desk.play(Tick.at(1000).says(0.8)));
        desk.play(Tick.at(2000).of("Y"));
        Decision d = desk.lastTimer();
        assertThat(d.outcome()).isEqualTo(Outcome.NO_ACTION);
        assertThat(d.reason()).isEqualTo(DecisionReason.ORDER_EXPIRED);
        assertThat(d.tsMs()).isEqualTo(1500);
        assertThat(desk.state.orders).isEmpty();
        assertThat(Exposure.heatMicros(desk.state)).isZero();
        desk.play(Tick.at(3000));
        assertThat(desk.executions).isEmpty();
    }

    @Test
    void entryWithoutStopReservesItsFullNotional() {
        terms.stopLossFraction = 0;
        terms.maxPositionFraction = 0.25;
        terms.maxHeat = 0.25;
        Decision d = desk.play(Tick.at(1000).says(0.8));
        taken(d);
        assertThat(component(d, "heat").value()).isEqualTo(0.25);
        desk.play(Tick.at(2000).price(110));
        assertThat(Exposure.heatMicros(desk.state)).isEqualTo(27_500_000_000L);
    }

    @Test
    void heatFollowsTheTighterLevelAndIsNeverNegative() {
        terms.trailingFraction = 0.02;
        desk.open("X", 1000, 0.8);
        desk.play(Tick.at(2000).candle(100, 120, 99, 119));
        assertThat(Exposure.heatMicros(desk.state) / 1e6)
                .isCloseTo(desk.position("X").quantityMicros / 1e6 * (119 - 117.6), within(1e-3));
        desk.play(Tick.at(3000).volume(0).candle(117, 117, 117, 117));
        assertThat(Exposure.heatMicros(desk.state)).isNotNegative();
    }

    @Test
    void hundredSimultaneousIntentsNeverGoAboveTheLimitAndLeaveNothingReserved() {
        terms.riskFraction = 0.02;
        terms.maxHeat = 0.3;
        terms.orderExpiryMs = 500;
        Tick[] ticks = new Tick[100];
        for (int i = 0; i < ticks.length; i++) {
            ticks[i] = Tick.at(1000).of(String.format("S%02d", (i * 37) % 100)).says(i % 2 == 0 ? 0.8 : 0.2);
        }
        desk.play(ticks);
        assertThat(desk.decisions)
                .filteredOn(d -> d.outcome() == Outcome.TAKE_ACTION)
                .hasSize(15);
        assertThat(desk.decisions)
                .filteredOn(d -> d.outcome() == Outcome.RISK_REJECTED)
                .hasSize(85)
                .allMatch(d -> d.reason() == DecisionReason.HEAT);
        for (Decision d : desk.decisions) {
            double heat = component(d, "heat").value();
            assertThat(d.outcome() == Outcome.TAKE_ACTION).isEqualTo(heat <= 0.3);
        }
        assertThat(Exposure.heatMicros(desk.state)).isEqualTo(30_000_000_000L);
        desk.timersBefore(2000);
        assertThat(desk.decisions)
                .filteredOn(d -> d.reason() == DecisionReason.ORDER_EXPIRED)
                .hasSize(15);
        assertThat(Exposure.reservedHeatMicros(desk.state)).isZero();
        assertThat(desk.state.orders).isEmpty();
        assertThat(desk.executions).isEmpty();
    }

    private static RiskComponent component(Decision d, String name) {
        return d.components().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void rejected(Decision d, DecisionReason reason, String binding) {
        assertThat(d.outcome()).isEqualTo(Outcome.RISK_REJECTED);
        assertThat(d.reason()).isEqualTo(reason);
        assertThat(d.binding()).isEqualTo(binding);
        assertThat(d.quantityMicros()).isZero();
        assertThat(d.components()).hasSize(13);
        assertThat(component(d, binding).breached()).isTrue();
        assertThat(desk.state.orders).allMatch(o -> !o.symbol.equals(d.symbol()));
    }

    private static void taken(Decision d) {
        assertThat(d.outcome()).as(d.toString()).isEqualTo(Outcome.TAKE_ACTION);
        assertThat(d.components()).hasSize(13).noneMatch(RiskComponent::breached);
        assertThat(d.riskScore()).isBetween(0.0, 1.0);
    }
}
