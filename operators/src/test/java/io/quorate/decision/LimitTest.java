package io.quorate.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.RiskComponent;
import io.quorate.schema.feature.VolatilityRegime;
import org.junit.jupiter.api.Test;

class LimitTest {

    private static final long HOUR_MS = 3_600_000;
    private static final long DAY_MS = 24 * HOUR_MS;

    private final Terms terms = new Terms();
    private final Desk desk = new Desk(terms);

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

    @Test
    void grossExposureCountsBothSides() {
        terms.maxGrossExposure = 0.4;
        desk.open("X", 1000, 0.8);
        taken(desk.play(Tick.at(2000).of("Y").says(0.2)));
        rejected(desk.play(Tick.at(3000).of("Z").says(0.2)), DecisionReason.GROSS_EXPOSURE, "gross_exposure");
    }

    @Test
    void netExposureLetsSidesCancel() {
        terms.maxNetExposure = 0.2;
        desk.open("X", 1000, 0.8);
        rejected(desk.play(Tick.at(2000).of("Y").says(0.8)), DecisionReason.NET_EXPOSURE, "net_exposure");
        taken(desk.play(Tick.at(3000).of("Y").says(0.2)));
        taken(desk.play(Tick.at(4000).of("Z").says(0.2)));
    }

    @Test
    void symbolExposureAtItsLimitPasses() {
        terms.maxSymbolExposure = 0.2;
        Decision d = desk.play(Tick.at(1000).says(0.8));
        taken(d);
        assertThat(component(d, "symbol_exposure").value()).isEqualTo(0.2);
        terms.maxSymbolExposure = Math.nextDown(0.2);
        rejected(desk.play(Tick.at(2000).of("Y").says(0.8)), DecisionReason.SYMBOL_EXPOSURE, "symbol_exposure");
    }

    @Test
    void drawdownLatchesAboveItsLimitAndNoRecoveryReleasesIt() {
        terms.maxDrawdown = 0.2;
        terms.stopLossFraction = 0;
        desk.open("X", 1000, 0.8);
        assertThat(desk.equity()).isEqualTo(100_000);
        desk.play(Tick.at(2000).price(90));
        assertThat(desk.equity()).isEqualTo(90_000);
        taken(desk.play(Tick.at(2001).of("Y").says(0.8)));
        assertThat(desk.state.drawdownLatched).isFalse();
        desk.play(Tick.at(3000).price(75));
        assertThat(desk.equity()).isEqualTo(75_000);
        Decision d = desk.play(Tick.at(3001).of("Z").says(0.8));
        rejected(d, DecisionReason.DRAWDOWN, "drawdown");
        assertThat(component(d, "drawdown").value()).isEqualTo(0.25);
        desk.play(Tick.at(4000).price(100));
        Decision recovered = desk.play(Tick.at(4001).of("Z").says(0.8));
        rejected(recovered, DecisionReason.DRAWDOWN, "drawdown");
        assertThat(recovered.counterfactual()).isEqualTo("drawdown latch=off (was on)");
    }

    @Test
    void resetTakesTheEquityAsTheNewPeakOnce() {
        terms.maxDrawdown = 0.2;
        terms.stopLossFraction = 0;
        desk.open("X", 1000, 0.8);
        desk.play(Tick.at(2000).price(75));
        rejected(desk.play(Tick.at(2001).of("Y").says(0.8)), DecisionReason.DRAWDOWN, "drawdown");
        desk.drawdownResetMs = 2500;
        Decision d = desk.play(Tick.at(2600).of("Y").says(0.8));
        taken(d);
        assertThat(component(d, "drawdown").value()).isZero();
        assertThat(desk.state.peakEquityMicros).isEqualTo(75_000_000_000L);
        // the same reset does not act again
        desk.play(Tick.at(3000).price(55));
        rejected(desk.play(Tick.at(3001).of("Z").says(0.8)), DecisionReason.DRAWDOWN, "drawdown");
        assertThat(desk.state.drawdownLatched).isTrue();
        terms.takeProfitFraction = 0;
        terms.maxHoldMs = 1;
        desk.timersBefore(3500);
        desk.play(Tick.at(4000).price(55));
        assertThat(desk.executions)
                .anyMatch(e -> e.symbol().equals("X") && e.reason().name().equals("TIME_EXIT"));
    }

    @Test
    void killedPortfolioEntersNothingThoughItsProfitCannotBeComputed() {
        desk.open("X", 1000, 0.8);
        desk.play(Tick.at(2000).of("Y").says(0.8));
        desk.killed = true;
        desk.state.cashMicros = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            long tsMs = 3000L + i;
            assertThatThrownBy(() -> desk.play(Tick.at(tsMs).of("Z").says(0.8)))
                    .isInstanceOf(ArithmeticException.class);
        }
        assertThat(desk.decisions).filteredOn(d -> d.tsMs() >= 3000).noneMatch(d -> d.outcome() == Outcome.TAKE_ACTION);
        assertThat(desk.executions).filteredOn(e -> e.tsMs() >= 3000).isEmpty();
        assertThat(desk.state.orders).isEmpty();
    }

    @Test
    void drawdownOfExactlyItsLimitDoesNotLatch() {
        terms.maxDrawdown = 0.3;
        terms.stopLossFraction = 0;
        desk.open("X", 1000, 0.8);
        desk.play(Tick.at(2000).price(70));
        assertThat(desk.state.drawdownLatched).isFalse();
        desk.play(Tick.at(3000).price(69.99));
        assertThat(desk.state.drawdownLatched).isTrue();
    }

    @Test
    void lossStreakLocksAndUnlocksAtExactlyItsEnd() {
        terms.maxConsecutiveLosses = 2;
        terms.lossCooldownMs = 10_000;
        lose(1000);
        taken(desk.play(Tick.at(2000).says(0.8)));
        desk.play(Tick.at(3000).candle(100, 100, 90, 90));
        assertThat(desk.state.lossStreak).isEqualTo(2);
        Decision d = desk.play(Tick.at(12_999).says(0.8));
        rejected(d, DecisionReason.LOSS_STREAK, "loss_cooldown_ms");
        assertThat(d.counterfactual()).isEqualTo("loss_cooldown_ms<=0 (was 1)");
        taken(desk.play(Tick.at(13_000).says(0.8)));
    }

    @Test
    void winnerEndsAStreakBreakEvenDoesNot() {
        lose(1000);
        terms.takeProfitFraction = 0.1;
        terms.maxHoldMs = 100;
        desk.open("X", 2000, 0.8);
        desk.play(Tick.at(3000));
        assertThat(desk.state.closedTrades).isEqualTo(2);
        assertThat(desk.state.lossStreak).isEqualTo(1);
        terms.maxHoldMs = 0;
        desk.open("X", 4000, 0.8);
        desk.play(Tick.at(5000).candle(100, 110, 100, 110));
        assertThat(desk.state.lossStreak).isZero();
    }

    private void lose(long tsMs) {
        desk.open("X", tsMs, 0.8);
        desk.play(Tick.at(tsMs + 2).candle(100, 100, 90, 90));
    }

    @Test
    void dailyLossCountsFromTheFirstSampleOfTheUtcDay() {
        terms.maxDailyLoss = 0.1;
        terms.stopLossFraction = 0;
        terms.maxPositionFraction = 0.5;
        desk.open("X", DAY_MS, 0.8);
        desk.play(Tick.at(DAY_MS + 10).price(80));
        taken(desk.play(Tick.at(DAY_MS + 11).of("Y").says(0.8)));
        desk.play(Tick.at(DAY_MS + 20).price(79));
        rejected(desk.play(Tick.at(DAY_MS + 21).of("Z").says(0.8)), DecisionReason.DAILY_LOSS, "daily_loss");
        rejected(desk.play(Tick.at(2 * DAY_MS - 1).of("Z").says(0.8)), DecisionReason.DAILY_LOSS, "daily_loss");
        taken(desk.play(Tick.at(2 * DAY_MS).of("Z").says(0.8)));
    }

    @Test
    void orderRateCountsEntriesOfTheTrailingHour() {
        terms.maxOrdersPerHour = 2;
        taken(desk.play(Tick.at(1000).of("A").says(0.8)));
        taken(desk.play(Tick.at(2000).of("B").says(0.8)));
        rejected(desk.play(Tick.at(3000).of("C").says(0.8)), DecisionReason.ORDER_RATE, "orders_per_hour");
        rejected(
                desk.play(Tick.at(1000 + HOUR_MS - 1).of("C").says(0.8)), DecisionReason.ORDER_RATE, "orders_per_hour");
        taken(desk.play(Tick.at(1000 + HOUR_MS).of("C").says(0.8)));
        assertThat(desk.state.entryTimesMs).hasSize(2);
    }

    @Test
    void anotherPositionsOldPriceVetoesAtMoreThanTheAge() {
        terms.staleAfterMs = 1000;
        desk.open("X", 1000, 0.8);
        taken(desk.play(Tick.at(2001).of("Y").says(0.8)));
        rejected(desk.play(Tick.at(2002).of("Z").says(0.8)), DecisionReason.STALE_DATA, "mark_age_ms");
        desk.play(Tick.at(2003));
        taken(desk.play(Tick.at(2003).of("Z").says(0.8)));
    }

    @Test
    void killVetoesEntriesOnly() {
        desk.open("X", 1000, 0.8);
        desk.killed = true;
        rejected(desk.play(Tick.at(2000).of("Y").says(0.8)), DecisionReason.KILLED, "kill_switch");
        assertThat(desk.play(Tick.at(3000).candle(100, 100, 90, 90)).outcome()).isEqualTo(Outcome.EXIT_POSITION);
        desk.killed = false;
        taken(desk.play(Tick.at(4000).of("Y").says(0.8)));
    }

    @Test
    void withoutLimitsNothingPasses() {
        desk.limited = false;
        Decision d = desk.play(Tick.at(1000).says(0.8));
        assertThat(d.reason()).isEqualTo(DecisionReason.NO_LIMITS);
        assertThat(d.limitsVersion()).isEqualTo(-1);
        assertThat(d.riskScore()).isNaN();
        assertThat(d.components()).hasSize(13);
    }

    @Test
    void limitThatIsNotANumberBreaches() {
        terms.maxHeat = Double.NaN;
        rejected(desk.play(Tick.at(1000).says(0.8)), DecisionReason.HEAT, "heat");
    }

    @Test
    void everyBreachIsMeasuredTheFirstGivesTheReason() {
        terms.maxHeat = 0.001;
        terms.maxGrossExposure = 0.01;
        desk.killed = true;
        Decision d = desk.play(Tick.at(1000).says(0.8));
        rejected(d, DecisionReason.HEAT, "heat");
        assertThat(d.components())
                .filteredOn(RiskComponent::breached)
                .extracting(RiskComponent::name)
                .containsExactly("heat", "gross_exposure", "kill_switch");
        assertThat(d.counterfactual())
                .isEqualTo("heat<=0.001 (was 0.01); gross_exposure<=0.01 (was 0.2); kill_switch<=0 (was 1)");
    }

    @Test
    void riskScoreIsTheWeightedMeanAndPassesAtItsMaximum() {
        terms.maxHeat = 0.02;
        terms.maxDrawdown = 0.5;
        terms.maxConsecutiveLosses = 4;
        Tick tick = Tick.at(1000).says(0.8).regime(VolatilityRegime.NORMAL);
        tick.spread = 0.05;
        // heat 1/2 * .30, drawdown 0 * .25, regime 1/2 * .15, spread 1/5 * .15, streak 0 * .15
        double expected = 0.15 + 0.075 + 0.03;
        terms.maxRiskScore = 0.25;
        Decision d = desk.play(tick);
        assertThat(d.outcome()).isEqualTo(Outcome.RISK_REJECTED);
        assertThat(d.reason()).isEqualTo(DecisionReason.RISK_SCORE);
        assertThat(d.riskScore()).isCloseTo(expected, within(1e-12));
        assertThat(d.counterfactual()).isEqualTo("risk_score<=0.25 (was 0.255)");
        terms.maxRiskScore = d.riskScore();
        Tick again = Tick.at(2000).says(0.8).regime(VolatilityRegime.NORMAL);
        again.spread = 0.05;
        taken(desk.play(again));
    }
}
