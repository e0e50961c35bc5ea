package io.quorate.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.Trigger;
import io.quorate.schema.execution.FillReason;
import org.junit.jupiter.api.Test;

class TimeExitTest {

    private final Terms terms = new Terms();
    private final Desk desk = new Desk(terms);

    @Test
    void timeExitDecidesOnASilentSymbolAndFillsWithItsNextSample() {
        terms.maxHoldMs = 500;
        desk.open("X", 1000, 0.8);
        assertThat(desk.engine.nextDueMs(desk.state)).isEqualTo(1501);
        desk.play(Tick.at(1600).of("Y"));
        Decision d = desk.lastTimer();
        assertThat(d.outcome()).isEqualTo(Outcome.EXIT_POSITION);
        assertThat(d.reason()).isEqualTo(DecisionReason.TIME_EXIT);
        assertThat(d.trigger()).isEqualTo(Trigger.TIMER);
        assertThat(d.tsMs()).isEqualTo(1501);
        assertThat(d.seq()).isEqualTo(1);
        assertThat(d.symbol()).isEqualTo("X");
        assertThat(desk.state.positions).hasSize(1);
        assertThat(desk.engine.nextDueMs(desk.state)).isEqualTo(Long.MAX_VALUE);

        Decision next = desk.play(Tick.at(9000).price(99).says(0.8));
        assertThat(next.reason()).isEqualTo(DecisionReason.EXITED_THIS_SAMPLE);
        assertThat(desk.lastExecution().reason()).isEqualTo(FillReason.TIME_EXIT);
        assertThat(desk.lastExecution().price()).isEqualTo(99);
        assertThat(desk.lastExecution().decisionId()).isEqualTo(d.id());
    }

    @Test
    void stopIsNotTestedOnceTheExitIsOnItsWay() {
        terms.maxHoldMs = 500;
        desk.open("X", 1000, 0.8);
        desk.timersBefore(5000);
        desk.play(Tick.at(5000).candle(100, 100, 90, 90));
        assertThat(desk.executions).extracting(e -> e.reason()).containsExactly(FillReason.ENTRY, FillReason.TIME_EXIT);
    }

    @Test
    void shorterHoldingTimeOfANewStrategyClosesAtTheNextEventTime() {
        terms.maxHoldMs = 100_000;
        desk.open("X", 1000, 0.8);
        terms.maxHoldMs = 500;
        desk.play(Tick.at(3000).of("Y"));
        assertThat(desk.lastTimer().tsMs()).isEqualTo(3000);
        assertThat(desk.lastTimer().reason()).isEqualTo(DecisionReason.TIME_EXIT);
    }

    @Test
    void longerHoldingTimeOfANewStrategyMovesTheTimer() {
        terms.maxHoldMs = 500;
        desk.open("X", 1000, 0.8);
        terms.maxHoldMs = 2000;
        desk.timersBefore(2500);
        assertThat(desk.decisions).allMatch(d -> d.trigger() == Trigger.SAMPLE);
        assertThat(desk.engine.nextDueMs(desk.state)).isEqualTo(3001);
    }

    @Test
    void timersDueTogetherFireByDueTimeThenSymbolAnExpiryBeforeAnExit() {
        terms.maxHoldMs = 1000;
        terms.orderExpiryMs = 1001;
        terms.maxParticipation = 0.5;
        desk.play(Tick.at(1000).of("B").says(0.8), Tick.at(1000).of("A").says(0.8));
        desk.play(Tick.at(1001).of("B").volume(100), Tick.at(1001).of("A").volume(100));
        desk.timersBefore(5000);
        assertThat(desk.decisions)
                .filteredOn(d -> d.trigger() == Trigger.TIMER)
                .extracting(d -> d.tsMs() + d.symbol() + d.ordinal() + d.reason())
                .containsExactly("2001A0ORDER_EXPIRED", "2001A1TIME_EXIT", "2001B0ORDER_EXPIRED", "2001B1TIME_EXIT");
        assertThat(desk.state.orders).extracting(o -> o.reason).containsOnly(FillReason.TIME_EXIT);
    }
}
