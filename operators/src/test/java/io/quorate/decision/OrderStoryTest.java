package io.quorate.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quorate.risk.Exposure;
import io.quorate.schema.control.Instrument;
import io.quorate.schema.control.SizingMethod;
import io.quorate.schema.control.SizingSpec;
import io.quorate.schema.control.VenueSpec;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.execution.FillReason;
import io.quorate.schema.execution.OrderStatus;
import io.quorate.schema.execution.OrderType;
import io.quorate.schema.execution.SlippageModel;
import io.quorate.schema.execution.TimeInForce;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders of every type, time in force and fault, from decision to end. */
class OrderStoryTest {

    private static final long DAY_MS = 86_400_000L;

    private final Terms terms = new Terms();
    private final Desk desk = new Desk(terms);

    private static VenueSpec venue(OrderType type, double limitBps, double stopBps, TimeInForce tif) {
        return new VenueSpec(type, limitBps, stopBps, tif, SlippageModel.FIXED, 0, 1, 0, 0);
    }

    private Execution only() {
        assertThat(desk.executions).hasSize(1);
        return desk.executions.get(0);
    }

    @ParameterizedTest(name = "{0} {1}: {3} {4} {5} -> {7} maker {8}")
    @CsvSource({
        // limit 99 / 101 (100 bp), stop 101 / 99, stop-limit 101 to 102.01 / 99 to 98.01; costs 10 bp a taken fill
        "LIMIT, 0.8, GTC, 100, 101, 99.01, 100, , false",
        "LIMIT, 0.8, GTC, 100, 101, 99, 100, 99, true",
        "LIMIT, 0.8, GTC, 98, 101, 97, 100, 98.098, false",
        "LIMIT, 0.8, GTC, 98.95, 101, 97, 100, 99, false",
        "LIMIT, 0.2, GTC, 100, 101, 99, 100, 101, true",
        "LIMIT, 0.2, GTC, 102, 103, 99, 100, 101.898, false",
        "STOP, 0.8, GTC, 100, 100.99, 99, 100, , false",
        "STOP, 0.8, GTC, 100, 101, 99, 100, 101.101, false",
        "STOP, 0.8, GTC, 103, 104, 102, 103, 103.103, false",
        "STOP, 0.2, GTC, 100, 101, 99, 100, 98.901, false",
        "STOP_LIMIT, 0.8, GTC, 100, 101, 99, 100, 101.101, false",
        "STOP_LIMIT, 0.8, GTC, 102, 103, 101.5, 103, 102.01, false",
        "STOP_LIMIT, 0.8, GTC, 103, 104, 102.5, 103, , false",
        "STOP_LIMIT, 0.2, GTC, 97, 98, 96, 97, , false"
    })
    void orderIsFilledAtItsLevelOrAtAnOpenBeyondIt(
            OrderType type,
            double p,
            TimeInForce tif,
            double open,
            double high,
            double low,
            double close,
            Double price,
            boolean maker) {
        terms.slippageBps = 10;
        terms.feeBps = 5;
        terms.stopLossFraction = 0.5;
        terms.venue = venue(type, 100, 100, tif);
        assertThat(desk.play(Tick.at(1000).says(p)).outcome()).isEqualTo(Outcome.TAKE_ACTION);
        desk.play(Tick.at(2000).candle(open, high, low, close));
        if (price == null) {
            assertThat(desk.executions).isEmpty();
            assertThat(desk.state.orders.get(0).status).isEqualTo(OrderStatus.ACCEPTED);
            return;
        }
        assertThat(only().price()).isCloseTo(price, within(1e-9));
        assertThat(only().maker()).isEqualTo(maker);
        double fee = only().quantityMicros() * price * (maker ? 1e-4 : 5e-4);
        assertThat((double) only().feeMicros()).isCloseTo(fee, within(1.0));
        assertThat(only().status()).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void stopLimitThatWasPassedWaitsAtItsLimit() {
        terms.venue = venue(OrderType.STOP_LIMIT, 100, 100, TimeInForce.GTC);
        desk.play(Tick.at(1000).says(0.8));
        desk.play(Tick.at(2000).candle(103, 104, 102.5, 103));
        desk.play(Tick.at(3000).candle(103, 104, 102.02, 103));
        assertThat(desk.executions).isEmpty();
        desk.play(Tick.at(4000).candle(103, 104, 102, 103));
        assertThat(only().price()).isCloseTo(102.01, within(1e-9));
        assertThat(only().maker()).isTrue();
    }

    @Test
    void entryInsideABarMeetsItsStopInThatBarButNotItsTarget() {
        terms.venue = venue(OrderType.LIMIT, 100, 0, TimeInForce.GTC);
        terms.takeProfitFraction = 0.01;
        desk.play(Tick.at(1000).says(0.8));
        Decision d = desk.play(Tick.at(2000).candle(100, 110, 98, 100));
        assertThat(d.outcome()).isEqualTo(Outcome.NO_ACTION);
        assertThat(desk.play(Tick.at(3000).candle(100, 110, 98, 100)).reason()).isEqualTo(DecisionReason.TAKE_PROFIT);
        desk.play(Tick.at(4000).says(0.8));
        assertThat(desk.play(Tick.at(5000).candle(100, 100, 90, 100)).reason()).isEqualTo(DecisionReason.STOP_LOSS);
    }

    @Test
    void immediateOrderKeepsWhatItGotAndCancelsTheRest() {
        terms.maxParticipation = 0.5;
        terms.venue = venue(OrderType.MARKET, 0, 0, TimeInForce.IOC);
        desk.play(Tick.at(1000).says(0.8));
        desk.play(Tick.at(2000).volume(100));
        assertThat(desk.executions)
                .extracting(Execution::status)
                .containsExactly(OrderStatus.PARTIALLY_FILLED, OrderStatus.CANCELLED);
        assertThat(desk.lastExecution().fill()).isFalse();
        assertThat(desk.lastExecution().leftMicros()).isEqualTo(150_000_000);
        assertThat(desk.position("X").quantityMicros).isEqualTo(50_000_000);
        assertThat(desk.state.orders).isEmpty();
        assertThat(Exposure.reservedHeatMicros(desk.state)).isZero();
    }

    @Test
    void wholeOrderIsFilledWholeOrNotAtAll() {
        terms.maxParticipation = 0.5;
        terms.venue = venue(OrderType.MARKET, 0, 0, TimeInForce.FOK);
        desk.play(Tick.at(1000).says(0.8));
        desk.play(Tick.at(2000).volume(399));
        assertThat(only().status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(desk.state.positions).isEmpty();
        desk.play(Tick.at(3000).says(0.8));
        desk.play(Tick.at(4000).volume(400));
        assertThat(desk.lastExecution().status()).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void orderOfTheDayEndsWithTheUtcDay() {
        terms.venue = venue(OrderType.LIMIT, 100, 0, TimeInForce.DAY);
        desk.play(Tick.at(5 * DAY_MS + 77).says(0.8));
        desk.timersBefore(7 * DAY_MS);
        assertThat(desk.lastTimer().reason()).isEqualTo(DecisionReason.ORDER_EXPIRED);
        assertThat(desk.lastTimer().tsMs()).isEqualTo(6 * DAY_MS);
    }

    @Test
    void nothingIsFilledBeforeTheLatencyHasPassed() {
        terms.venue = new VenueSpec(OrderType.MARKET, 0, 0, TimeInForce.GTC, SlippageModel.FIXED, 0, 0, 250, 0);
        terms.reversalConfidence = 0.5;
        desk.play(Tick.at(1000).says(0.8));
        desk.play(Tick.at(1249).price(101));
        assertThat(desk.executions).isEmpty();
        desk.play(Tick.at(1250).price(102));
        assertThat(only().price()).isEqualTo(102);
        desk.play(Tick.at(2000).price(103).says(0.1));
        desk.play(Tick.at(2249).price(104));
        assertThat(desk.executions).hasSize(1);
        desk.play(Tick.at(2250).price(105));
        assertThat(desk.lastExecution().reason()).isEqualTo(FillReason.SIGNAL_REVERSAL);
        assertThat(desk.lastExecution().price()).isEqualTo(105);
    }

    @ParameterizedTest
    @CsvSource({"FIXED, 100", "VOLUME_SHARE, 100.0625", "SQUARE_ROOT, 100.5"})
    void impactGrowsWithTheShareOfTheVolume(SlippageModel model, double price) {
        terms.venue = new VenueSpec(OrderType.MARKET, 0, 0, TimeInForce.GTC, model, 100, 0, 0, 0);
        desk.play(Tick.at(1000).says(0.8));
        // 200 of 800: a quarter; squared 1/16, its root one half, of 1 %
        desk.play(Tick.at(2000).volume(800));
        assertThat(only().price()).isCloseTo(price, within(1e-9));
    }

    @Test
    void refusedEntryFreesItsReservationRefusedExitIsSentAgain() {
        int entries = 0;
        int refused = 0;
        terms.maxHoldMs = 10;
        for (int i = 0; i < 400; i++) {
            terms.venue = new VenueSpec(OrderType.MARKET, 0, 0, TimeInForce.GTC, SlippageModel.FIXED, 0, 0, 0, 0.3);
            int before = desk.executions.size();
            desk.play(Tick.at(1000L * i).says(0.8));
            desk.play(Tick.at(1000L * i + 1));
            entries++;
            Execution first = desk.executions.get(before);
            if (first.status() == OrderStatus.REJECTED) {
                refused++;
                assertThat(first.leftMicros()).isPositive();
                assertThat(desk.state.orders).isEmpty();
                assertThat(Exposure.heatMicros(desk.state)).isZero();
            }
            for (int j = 0; !desk.state.positions.isEmpty(); j++) {
                assertThat(j).isLessThan(20);
                desk.play(Tick.at(1000L * i + 100 + j));
            }
        }
        assertThat((double) refused / entries).isBetween(0.2, 0.4);
        assertThat(desk.executions)
                .anyMatch(e -> e.status() == OrderStatus.REJECTED && e.reason() == FillReason.TIME_EXIT);
        assertThat(desk.executions).extracting(Execution::id).doesNotHaveDuplicates();
    }

    @Test
    void sizesAreInLotsPricesOnTicksAndNotionalsInsideTheirLimits() {
        terms.takeProfitFraction = 0.0333;
        terms.slippageBps = 1;
        terms.sizing = new SizingSpec(
                SizingMethod.FIXED_FRACTION,
                0.1234567,
                0,
                List.of(
                        new Instrument("*", 10_000, 50_000, 0, 0),
                        new Instrument("Y", 0, 0, 0, 5_000_000_000L),
                        new Instrument("Z", 1, 0, 13_000_000_000L, 0)));
        Decision d = desk.play(Tick.at(1000).says(0.8));
        assertThat(d.quantityMicros()).isEqualTo(123_450_000);
        desk.play(Tick.at(2000));
        assertThat(only().price()).isEqualTo(100.05);
        assertThat(desk.position("X").stopPrice).isEqualTo(95.05);
        assertThat(desk.position("X").targetPrice).isEqualTo(103.4);
        assertThat(desk.play(Tick.at(3000).of("Y").says(0.8)).quantityMicros()).isEqualTo(50_000_000);
        Decision small = desk.play(Tick.at(4000).of("Z").says(0.8));
        assertThat(small.reason()).isEqualTo(DecisionReason.BELOW_MIN_NOTIONAL);
        assertThat(small.counterfactual()).startsWith("notionalMicros>=13000000000 (was 123");
        terms.sizing = new SizingSpec(
                SizingMethod.FIXED_FRACTION, 0.1, 0, List.of(new Instrument("W", 1_000_000_000, 0, 0, 0)));
        Decision none = desk.play(Tick.at(5000).of("W").says(0.8));
        assertThat(none.reason()).isEqualTo(DecisionReason.SIZE_ZERO);
        assertThat(none.counterfactual()).isEqualTo("quantityMicros>=1000000000 (was 0)");
    }

    @Test
    void stopEntryReservesAtTheWorsePrice() {
        terms.maxSymbolExposure = 0.2;
        terms.venue = venue(OrderType.STOP, 0, 100, TimeInForce.GTC);
        Decision d = desk.play(Tick.at(1000).says(0.8));
        assertThat(d.reason()).isEqualTo(DecisionReason.SYMBOL_EXPOSURE);
        assertThat(d.counterfactual()).contains("symbol_exposure<=0.2 (was 0.202)");
    }
}
