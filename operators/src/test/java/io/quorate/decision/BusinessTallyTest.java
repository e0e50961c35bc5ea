package io.quorate.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quorate.schema.decision.BusinessFigures;
import io.quorate.schema.decision.OutcomeCounts;
import io.quorate.schema.decision.RiskComponent;
import io.quorate.schema.state.BusinessState;
import org.junit.jupiter.api.Test;

class BusinessTallyTest {
    private static final long MINUTE_MS = 60_000;

    private final Terms terms = new Terms();
    private final Desk desk = new Desk(terms);
    private final BusinessTally tally = new BusinessTally(MINUTE_MS);
    private final BusinessState state = new BusinessState();
    private int decisions;
    private int executions;

    @Test
    void aWindowCountsItsDecisionsAndAnHourTheirSum() {
        desk.open("X", 1_000, 0.8);
        desk.play(Tick.at(2_000).says(0.5));
        assertThat(close(MINUTE_MS - 1).inWindow()).isEqualTo(new OutcomeCounts(2, 1, 0, 0));
        desk.play(Tick.at(61_000).says(0.5));
        BusinessFigures second = close(2 * MINUTE_MS - 1);
        assertThat(second.fromMs()).isEqualTo(MINUTE_MS);
        assertThat(second.inWindow()).isEqualTo(new OutcomeCounts(1, 0, 0, 0));
        assertThat(second.inLastHour()).isEqualTo(new OutcomeCounts(3, 1, 0, 0));
        desk.play(Tick.at(61 * MINUTE_MS).says(0.5));
        assertThat(close(62 * MINUTE_MS - 1).inLastHour()).isEqualTo(new OutcomeCounts(1, 0, 0, 0));
    }

    @Test
    void profitIsThatOfTheBookAndTheFactorThatOfItsFills() {
        terms.takeProfitFraction = 0.02;
        desk.open("X", 1_000, 0.8);
        desk.play(Tick.at(2_000).candle(100, 103, 100, 103));
        desk.open("X", 3_000, 0.8);
        desk.play(Tick.at(4_000).candle(100, 100, 94, 94));
        desk.open("X", 5_000, 0.8);
        desk.play(Tick.at(6_000).price(101));
        BusinessFigures b = close(MINUTE_MS - 1);
        assertThat(b.equityMicros()).isEqualTo(desk.state.equityMicros);
        assertThat(b.profitMicros()).isEqualTo(desk.state.equityMicros - terms.initialEquityMicros);
        assertThat(b.profitMicros()).isNotEqualTo(b.realisedMicros());
        assertThat(b.trades()).isEqualTo(2);
        assertThat(b.wins()).isEqualTo(1);
        assertThat(b.losses()).isEqualTo(1);
        assertThat(b.winRate()).isEqualTo(0.5);
        long won = desk.executions.stream()
                .mapToLong(e -> Math.max(0, e.realisedMicros()))
                .sum();
        long lost = desk.executions.stream()
                .mapToLong(e -> Math.max(0, -e.realisedMicros()))
                .sum();
        assertThat(b.profitFactor()).isEqualTo((double) won / lost, within(1e-12));
        assertThat(b.realisedMicros()).isEqualTo(won - lost);
        assertThat(b.drawdown()).isPositive();
        assertThat(b.positions()).isEqualTo(1);
    }

    @Test
    void exposureIsShownAgainstEachLimit() {
        terms.maxHeat = 0.02;
        desk.open("X", 1_000, 0.8);
        BusinessFigures b = close(MINUTE_MS - 1);
        assertThat(b.limits())
                .extracting(RiskComponent::name)
                .containsExactly(
                        "heat",
                        "gross_exposure",
                        "net_exposure",
                        "symbol_exposure",
                        "drawdown",
                        "daily_loss",
                        "loss_streak",
                        "orders_per_hour");
        RiskComponent heat = b.limits().get(0);
        assertThat(heat.limit()).isEqualTo(0.02);
        assertThat(heat.value()).isEqualTo(0.01, within(1e-6));
        assertThat(heat.score()).isEqualTo(0.5, within(1e-4));
        assertThat(b.limits().get(7).score()).isNaN();
    }

    @Test
    void withoutLimitsThereIsNoShare() {
        desk.limited = false;
        desk.play(Tick.at(1_000).says(0.5));
        assertThat(close(MINUTE_MS - 1).limits())
                .extracting(RiskComponent::score)
                .containsOnly(Double.NaN);
    }

    private BusinessFigures close(long tsMs) {
        for (; executions < desk.executions.size(); executions++) {
            tally.executed(state, desk.executions.get(executions));
        }
        for (; decisions < desk.decisions.size(); decisions++) {
            assertThat(tally.decided(state, desk.decisions.get(decisions))).isEqualTo(tsMs);
        }
        tally.settled(state, desk.state, desk.mandate());
        assertThat(tally.isOver(state, tsMs - 1)).isFalse();
        assertThat(tally.isOver(state, tsMs)).isTrue();
        return tally.close(state, desk.state, desk.mandate());
    }
}
