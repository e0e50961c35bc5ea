package io.quorate.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quorate.risk.Exposure;
import io.quorate.schema.control.ExitSpec;
import io.quorate.schema.control.RoiStep;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.Side;
import io.quorate.schema.execution.FillReason;
import io.quorate.schema.execution.VenueReportKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Decisions when an external venue fills: positions move by its reports, reservations end by them. */
class ExternalVenueTest {

    private final Terms terms = new Terms();
    private final AwayDesk desk = new AwayDesk(terms);

    @Test
    void samplesFillNothing() {
        Decision in = desk.play(Tick.at(1000).says(0.8));
        assertThat(in.outcome()).isEqualTo(Outcome.TAKE_ACTION);
        long reserved = Exposure.reservedHeatMicros(desk.state);
        assertThat(desk.play(Tick.at(2000).says(0.8)).reason()).isEqualTo(DecisionReason.ALREADY_POSITIONED);
        assertThat(desk.executions).isEmpty();
        assertThat(Exposure.reservedHeatMicros(desk.state)).isEqualTo(reserved).isPositive();
    }

    @Test
    void partialFillsMoveTheReservationIntoThePosition() {
        Decision in = desk.play(Tick.at(1000).says(0.8));
        long whole = Exposure.reservedHeatMicros(desk.state);
        desk.fill(1100, in, in.quantityMicros() / 4, 100);
        assertThat(Exposure.reservedHeatMicros(desk.state)).isEqualTo(whole - whole / 4);
        assertThat(Exposure.heatMicros(desk.state)).isEqualTo(whole);
        desk.fill(1200, in, in.quantityMicros() - in.quantityMicros() / 4, 100);
        assertThat(Exposure.reservedHeatMicros(desk.state)).isZero();
        assertThat(desk.state.orders).isEmpty();
        assertThat(desk.position("X").quantityMicros).isEqualTo(in.quantityMicros());
        assertThat(desk.position("X").stopPrice).isCloseTo(100 * (1 - terms.stopLossFraction), within(1e-9));
    }

    @Test
    void stopIsDecidedOnceAndThePositionStaysUntilTheVenueSold() {
        Decision in = desk.play(Tick.at(1000).says(0.8));
        desk.fill(1100, in, in.quantityMicros(), 100);
        Decision out = desk.play(Tick.at(2000).candle(100, 100, 90, 95));
        assertThat(out.reason()).isEqualTo(DecisionReason.STOP_LOSS);
        assertThat(desk.play(Tick.at(3000).price(80).says(0.8)).outcome()).isEqualTo(Outcome.NO_ACTION);
        assertThat(desk.position("X").quantityMicros).isEqualTo(in.quantityMicros());
        desk.fill(3100, out, in.quantityMicros(), 81);
        assertThat(desk.state.positions).isEmpty();
        assertThat(desk.state.orders).isEmpty();
        assertThat(desk.executions.get(1).reason()).isEqualTo(FillReason.STOP_LOSS);
        assertThat(desk.state.closedTrades).isEqualTo(1);
    }

    @Test
    void refusedExitIsDecidedAgain() {
        Decision in = desk.play(Tick.at(1000).says(0.8));
        desk.fill(1100, in, in.quantityMicros(), 100);
        Decision out = desk.play(Tick.at(2000).price(90));
        desk.end(2100, out, VenueReportKind.EXPIRED);
        Decision again = desk.play(Tick.at(3000).price(90));
        assertThat(again.reason()).isEqualTo(DecisionReason.STOP_LOSS);
        assertThat(again.id()).isNotEqualTo(out.id());
    }

    @Test
    void expiryAsksForACancellationAndReservesUntilTheVenueAgrees() {
        terms.orderExpiryMs = 500;
        Decision in = desk.play(Tick.at(1000).says(0.8));
        desk.timersBefore(2000);
        assertThat(desk.lastTimer().reason()).isEqualTo(DecisionReason.ORDER_EXPIRED);
        long reserved = Exposure.reservedHeatMicros(desk.state);
        assertThat(reserved).isPositive();
        assertThat(desk.play(Tick.at(2000).says(0.8)).reason()).isEqualTo(DecisionReason.ALREADY_POSITIONED);
        assertThat(desk.decisions).as("asked for once").hasSize(3);
        desk.end(2100, in, VenueReportKind.CANCELLED);
        assertThat(Exposure.reservedHeatMicros(desk.state)).isZero();
        assertThat(desk.play(Tick.at(3000).says(0.8)).outcome()).isEqualTo(Outcome.TAKE_ACTION);
    }

    @Test
    void killCancelsAPendingEntryOnce() {
        desk.play(Tick.at(1000).says(0.8));
        desk.killed = true;
        desk.play(Tick.at(2000));
        assertThat(desk.lastTimer().reason()).isEqualTo(DecisionReason.ORDER_CANCELLED);
        int before = desk.decisions.size();
        desk.play(Tick.at(3000));
        assertThat(desk.decisions).hasSize(before + 1);
        assertThat(Exposure.reservedHeatMicros(desk.state)).isPositive();
    }

    @Test
    void fillAfterTheEndOfItsOrderIsAPositionWithTheStopOfTheStrategy() {
        Decision in = desk.play(Tick.at(1000).says(0.8));
        desk.end(1100, in, VenueReportKind.CANCELLED);
        assertThat(desk.state.orders).isEmpty();
        desk.fill(1200, in, 1_000, 100);
        assertThat(desk.position("X").quantityMicros).isEqualTo(1_000);
        assertThat(desk.position("X").stopPrice).isCloseTo(100 * (1 - terms.stopLossFraction), within(1e-9));
        assertThat(desk.play(Tick.at(2000).says(0.8)).reason()).isEqualTo(DecisionReason.ALREADY_POSITIONED);
    }

    @Test
    void adoptedPositionIsExitedAndNotEnteredAgain() {
        desk.play(Tick.at(1000));
        desk.holds(1100, "X", Side.LONG, 5_000_000, 100);
        assertThat(desk.executions.get(0).reason()).isEqualTo(FillReason.RECONCILED);
        assertThat(desk.play(Tick.at(2000).says(0.8)).reason()).isEqualTo(DecisionReason.ALREADY_POSITIONED);
        Decision out = desk.play(Tick.at(3000).price(90));
        assertThat(out.reason()).isEqualTo(DecisionReason.STOP_LOSS);
        assertThat(out.quantityMicros()).isEqualTo(5_000_000);
    }

    @Test
    void statementThatAgreesChangesNothingAndOneThatDiffersWins() {
        Decision in = desk.play(Tick.at(1000).says(0.8));
        desk.fill(1100, in, in.quantityMicros(), 100);
        desk.holds(1200, "X", Side.LONG, in.quantityMicros(), 100);
        assertThat(desk.executions).hasSize(1);
        desk.holds(1300, "X", Side.NONE, 0, 0);
        assertThat(desk.state.positions).isEmpty();
        desk.holds(1400, "X", Side.SHORT, 7, 100);
        assertThat(desk.position("X").side).isEqualTo(Side.SHORT);
        assertThat(desk.position("X").quantityMicros).isEqualTo(7);
    }

    @Test
    void noEntryWhileTheVenueMayStillWorkAnExit() {
        Decision in = desk.play(Tick.at(1000).says(0.8));
        desk.fill(1100, in, in.quantityMicros(), 100);
        Decision out = desk.play(Tick.at(2000).price(90));
        desk.holds(2100, "X", Side.NONE, 0, 0);
        assertThat(desk.play(Tick.at(3000).says(0.8)).reason()).isEqualTo(DecisionReason.ALREADY_POSITIONED);
        desk.end(3100, out, VenueReportKind.CANCELLED);
        assertThat(desk.play(Tick.at(4000).says(0.8)).outcome()).isEqualTo(Outcome.TAKE_ACTION);
    }

    @Test
    void timeExitOfAPositionTheVenueOpenedIsArmedByItsReport() {
        terms.maxHoldMs = 5_000;
        Decision in = desk.play(Tick.at(1000).says(0.8));
        desk.fill(1100, in, in.quantityMicros(), 100);
        desk.timersBefore(10_000);
        assertThat(desk.lastTimer().reason()).isEqualTo(DecisionReason.TIME_EXIT);
        assertThat(desk.lastTimer().tsMs()).isEqualTo(6_100);
    }

    @Test
    void positionToldBeforeAnyMarketTimeIsHeldFromItsFirstSample() {
        terms.maxHoldMs = 5_000;
        terms.exits = new ExitSpec(0, List.of(new RoiStep(1_000, -1)), List.of());
        desk.holds(0, "X", Side.LONG, 5_000_000, 100);
        assertThat(desk.play(Tick.at(100_000)).outcome()).isEqualTo(Outcome.NO_ACTION);
        assertThat(desk.decisions).hasSize(1);
        desk.timersBefore(200_000);
        assertThat(desk.lastTimer().reason()).isEqualTo(DecisionReason.ROI);
        assertThat(desk.lastTimer().tsMs()).isEqualTo(101_000);
    }

    @Test
    void timeExitOfAPositionToldBeforeAnyMarketTimeCountsFromItsFirstSample() {
        terms.maxHoldMs = 5_000;
        desk.holds(0, "X", Side.LONG, 5_000_000, 100);
        desk.play(Tick.at(100_000));
        assertThat(desk.decisions).hasSize(1);
        desk.timersBefore(200_000);
        assertThat(desk.lastTimer().reason()).isEqualTo(DecisionReason.TIME_EXIT);
        assertThat(desk.lastTimer().tsMs()).isEqualTo(105_000);
    }

    @Test
    void fillThatTurnsAPositionMovesCashByWhatItsPartsAreBookedAt() {
        desk.play(Tick.at(1000));
        long before = desk.state.cashMicros;
        desk.holds(1100, "X", Side.LONG, 3, 0.5);
        desk.holds(1200, "X", Side.SHORT, 3, 0.5);
        long realised = desk.executions.get(1).realisedMicros();
        assertThat(desk.state.cashMicros - desk.position("X").basisMicros).isEqualTo(before + realised);
    }

    @Test
    void priceThatIsNonsenseNeitherStopsTheJobNorMakesTheBookSmall() {
        desk.play(Tick.at(1000));
        desk.holds(1100, "X", Side.LONG, 5_000_000, 100);
        desk.holds(1100, "Y", Side.LONG, 5_000_000, 100);
        desk.play(Tick.at(2000).price(1e300));
        desk.play(Tick.at(2000).of("Y").price(1e300));
        assertThat(desk.state.equityMicros).isPositive();
        assertThat(Exposure.heatMicros(desk.state)).isPositive();
    }
}
