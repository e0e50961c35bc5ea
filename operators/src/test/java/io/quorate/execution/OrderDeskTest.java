package io.quorate.execution;

import static io.quorate.schema.execution.VenueReportKind.ACCEPTED;
import static io.quorate.schema.execution.VenueReportKind.CANCELLED;
import static io.quorate.schema.execution.VenueReportKind.EXPIRED;
import static io.quorate.schema.execution.VenueReportKind.FILL;
import static io.quorate.schema.execution.VenueReportKind.POSITION;
import static io.quorate.schema.execution.VenueReportKind.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.LeanDecision;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.Side;
import io.quorate.schema.decision.Trigger;
import io.quorate.schema.execution.VenueEvent;
import io.quorate.schema.execution.VenueReport;
import io.quorate.schema.state.VenueDeskState;
import io.quorate.schema.state.VenueOrderState;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderDeskTest {

    private static final VenueAnswer TIMED_OUT = new VenueAnswer(VenueAnswer.Kind.UNKNOWN, "timed out");
    private static final VenueAnswer NOT_SENT = new VenueAnswer(VenueAnswer.Kind.NOT_SENT, "circuit open");

    @Test
    void timedOutRequestThatArrivedIsOneOrder() {
        DeskRig rig = DeskRig.open();
        rig.decide(DeskRig.entry("a", 10));
        rig.tick();
        rig.venue.place(rig.toPlace.remove(0), rig.nowMs);
        rig.desk.placed("a", TIMED_OUT, rig.nowMs);
        rig.pass(200);
        rig.tick();
        assertThat(rig.toPlace).hasSize(1);
        rig.deliver();
        assertThat(rig.venue.orders()).hasSize(1);
        assertThat(rig.venue.asked("a")).isEqualTo(2);
        assertThat(rig.kinds("a")).containsExactly(ACCEPTED);
    }

    @Test
    void fillBeforeTheAcknowledgementCounts() {
        DeskRig rig = DeskRig.open();
        rig.decide(DeskRig.entry("a", 10));
        rig.tick();
        rig.venue.place(rig.toPlace.remove(0), rig.nowMs);
        rig.venue.fill("a", 10, 100);
        rig.readFeed();
        rig.desk.placed("a", TIMED_OUT, rig.nowMs);
        rig.pass(10_000);
        rig.tick();
        assertThat(rig.toPlace).isEmpty();
        assertThat(rig.kinds("a")).containsExactly(ACCEPTED, FILL);
    }

    @Test
    void fillAfterCancelStillCounts() {
        DeskRig rig = DeskRig.open();
        rig.decide(DeskRig.entry("a", 10));
        rig.round();
        rig.decide(DeskRig.decision("b", Outcome.NO_ACTION, DecisionReason.ORDER_EXPIRED, Side.NONE, 0));
        rig.round();
        assertThat(rig.kinds("a")).containsExactly(ACCEPTED, CANCELLED);
        rig.venue.fill("a", 4, 100);
        rig.readFeed();
        assertThat(rig.kinds("a")).containsExactly(ACCEPTED, CANCELLED, FILL);
        assertThat(rig.reportedMicros()).isEqualTo(4);
    }

    @Test
    void cancellationReadAgainLeavesALaterEntryAlone() {
        DeskRig rig = DeskRig.open();
        LeanDecision expired =
                DeskRig.at(2, DeskRig.decision("b", Outcome.NO_ACTION, DecisionReason.ORDER_EXPIRED, Side.NONE, 0));
        rig.decide(DeskRig.at(1, DeskRig.entry("a", 10)));
        rig.round();
        rig.decide(expired);
        rig.round();
        rig.decide(DeskRig.at(3, DeskRig.entry("c", 10)));
        rig.round();
        rig.decide(expired);
        rig.round();
        assertThat(rig.kinds("a")).containsExactly(ACCEPTED, CANCELLED);
        assertThat(rig.kinds("c")).containsExactly(ACCEPTED);
    }

    @Test
    void fillAtAPriceNoOrderCanHaveIsPutAside() {
        DeskRig rig = DeskRig.open();
        rig.decide(DeskRig.entry("a", 10));
        rig.round();
        rig.venue.fill("a", 4, 1e300);
        rig.readFeed();
        assertThat(rig.unknown).hasSize(1);
        assertThat(rig.reportedMicros()).isZero();
    }

    @Test
    void duplicateFillCountsOnce() {
        DeskRig rig = DeskRig.open();
        rig.decide(DeskRig.entry("a", 10));
        rig.round();
        VenueEvent fill = rig.venue.fill("a", 4, 100);
        rig.venue.repeat(fill);
        rig.readFeed();
        assertThat(rig.kinds("a")).containsExactly(ACCEPTED, FILL);
        assertThat(rig.repeated).extracting(VenueEvent::id).containsExactly(fill.id());
    }

    @Test
    void unknownFillWaitsForItsDecisionAndIsThenPutAside() {
        DeskRig rig = DeskRig.open();
        rig.venue.foreignFill("alpha", "SPY", 3, 100);
        rig.readFeed();
        rig.tick();
        assertThat(rig.unknown).isEmpty();
        rig.pass(DeskRig.RULES.graceMs() + 2_000);
        rig.tick();
        assertThat(rig.unknown).hasSize(1);
        assertThat(rig.reports).isEmpty();
    }

    @Test
    void fillThatIsQuickerThanItsDecisionIsClaimed() {
        DeskRig rig = DeskRig.open();
        rig.venue.place(OrderTicket.of(order("late", 10)), rig.nowMs); // sent by an earlier run, its state is lost
        rig.venue.fill("late", 10, 100);
        rig.readFeed();
        assertThat(rig.reports).isEmpty();
        rig.decide(DeskRig.entry("late", 10));
        assertThat(rig.kinds("late")).containsExactly(ACCEPTED, FILL);
        rig.round();
        assertThat(rig.venue.asked("late")).isEqualTo(1);
    }

    @Test
    void fillBeyondTheOrderIsPutAside() {
        DeskRig rig = DeskRig.open();
        rig.decide(DeskRig.entry("a", 10));
        rig.round();
        rig.venue.fill("a", 10, 100);
        rig.venue.fill("a", 1, 100);
        rig.readFeed();
        assertThat(rig.unknown).hasSize(1);
        assertThat(rig.reportedMicros()).isEqualTo(10);
    }

    @Test
    void entryTheVenueNeverHadExpiresByTheFeed() {
        DeskRig rig = DeskRig.open();
        rig.decide(DeskRig.entry("a", 10));
        for (int i = 0; i < 4; i++) {
            rig.tick();
            rig.toPlace.clear();
            rig.desk.placed("a", NOT_SENT, rig.nowMs);
            rig.pass(1_000);
        }
        assertThat(rig.kinds("a")).isEmpty();
        rig.pass(2_000);
        rig.tick();
        assertThat(rig.toPlace).as("asked for after its time").isEmpty();
        assertThat(rig.kinds("a")).as("given up by the clock alone").isEmpty();
        rig.readFeed();
        rig.tick();
        assertThat(rig.kinds("a")).containsExactly(EXPIRED);
    }

    @Test
    void killRefusesWhatWasNeverSentAndCancelsTheRest() {
        DeskRig rig = DeskRig.open();
        rig.decide(DeskRig.entry("working", 10));
        rig.round();
        rig.decide(DeskRig.entry("new", 10));
        rig.desk.kill("*", 7, rig.nowMs);
        assertThat(rig.kinds("new")).containsExactly(REJECTED);
        rig.decide(DeskRig.entry("after", 10));
        assertThat(rig.reports.get(rig.reports.size() - 1).reason()).isEqualTo("KILLED");
        rig.decide(DeskRig.exit("out", 10));
        rig.round();
        assertThat(rig.venue.orders().keySet()).containsExactly("working", "out");
        assertThat(rig.kinds("working")).containsExactly(ACCEPTED, CANCELLED);
    }

    @Test
    void killHoldsUntilALaterResumeIsGranted() {
        DeskRig rig = DeskRig.open();
        rig.desk.kill("alpha", 7, rig.nowMs);
        rig.desk.resume("alpha", 6);
        assertThat(rig.desk.killed("alpha")).isTrue();
        rig.restart(rig.state);
        assertThat(rig.desk.killed("alpha")).isTrue();
        rig.desk.resume("alpha", 8);
        assertThat(rig.desk.killed("alpha")).isFalse();
        rig.desk.kill("alpha", 7, rig.nowMs);
        assertThat(rig.desk.killed("alpha")).as("the old request read again").isFalse();
    }

    @Test
    void killedEntryThatMayHaveBeenSentEndsByTheFeed() {
        DeskRig rig = DeskRig.open();
        VenueDeskState before = DeskRig.copy(rig.state);
        rig.decide(DeskRig.entry("a", 10));
        long decidedMs = rig.nowMs;
        rig.tick();
        OrderTicket late = rig.toPlace.remove(0);
        rig.restart(before);
        rig.readFeed();
        rig.desk.kill("*", 7, rig.nowMs);
        rig.desk.decide(DeskRig.entry("a", 10), decidedMs, rig.nowMs);
        assertThat(rig.kinds("a")).isEmpty();
        rig.venue.place(late, rig.nowMs); // was on its way when the first run died
        rig.round();
        rig.round();
        assertThat(rig.kinds("a")).containsExactly(ACCEPTED, CANCELLED);
    }

    @Test
    void freshDeskAdoptsAllAndOrdersNothingAgain() {
        DeskRig rig = DeskRig.open();
        rig.decide(DeskRig.entry("a", 10));
        rig.round();
        rig.venue.fill("a", 10, 100);
        rig.readFeed();
        rig.pass(60_000);
        rig.reports.clear();
        rig.restart(new VenueDeskState());
        rig.desk.decide(DeskRig.entry("a", 10), 1_001_000, rig.nowMs);
        rig.tick();
        assertThat(rig.toPlace).as("sent before the feed was read").isEmpty();
        rig.round();
        assertThat(rig.desk.reconcile(rig.venue.positions())).isTrue();
        assertThat(rig.venue.asked("a")).isEqualTo(1);
        assertThat(rig.reports).extracting(VenueReport::kind).containsExactly(ACCEPTED, FILL, POSITION);
        assertThat(rig.reports.get(2).quantityMicros()).isEqualTo(10);
    }

    @Test
    void partialsOutOfOrderAndNotYetVisibleAllCount() {
        DeskRig rig = DeskRig.open();
        rig.decide(DeskRig.entry("a", 10));
        rig.round();
        VenueEvent first = rig.venue.fill("a", 1, 100);
        VenueEvent second = rig.venue.fill("a", 2, 101);
        VenueEvent third = rig.venue.fill("a", 4, 102);
        rig.desk.read(new VenuePage(List.of(third, first), true), rig.nowMs, rig.nowMs);
        assertThat(rig.reportedMicros()).isEqualTo(1);
        assertThat(rig.missing).isEqualTo(1);
        rig.desk.read(new VenuePage(List.of(third, second, first), true), rig.nowMs, rig.nowMs);
        assertThat(rig.reportedMicros()).isEqualTo(7);
    }

    @Test
    void positionIsToldOnlyAtThePlaceOfTheFeed() {
        DeskRig rig = DeskRig.open();
        rig.decide(DeskRig.entry("a", 10));
        rig.round();
        VenuePositions early = rig.venue.positions();
        rig.venue.fill("a", 10, 100);
        rig.readFeed();
        assertThat(rig.desk.reconcile(early)).isFalse();
        assertThat(rig.desk.reconcile(rig.venue.positions())).isTrue();
    }

    @Test
    void positionIsNotToldBeforeTheFillsThatMadeIt() {
        DeskRig rig = DeskRig.open();
        rig.decide(DeskRig.entry("a", 10));
        rig.round();
        rig.venue.fill("a", 10, 100);
        rig.reports.clear();
        rig.restart(new VenueDeskState());
        rig.readFeed();
        assertThat(rig.desk.reconcile(rig.venue.positions())).isFalse();
        rig.desk.decide(DeskRig.entry("a", 10), 1_001_000, rig.nowMs);
        assertThat(rig.desk.reconcile(rig.venue.positions())).isTrue();
        assertThat(rig.reports).extracting(VenueReport::kind).containsExactly(ACCEPTED, FILL, POSITION);
    }

    @Test
    void exitsGoBeforeEntries() {
        DeskRig rig = DeskRig.open();
        rig.decide(DeskRig.entry("in", 10));
        rig.decide(new LeanDecision(
                "out",
                "beta",
                "QQQ",
                1,
                1,
                Trigger.SAMPLE,
                0,
                Outcome.EXIT_POSITION,
                DecisionReason.STOP_LOSS,
                Side.SHORT,
                5,
                100,
                0.5,
                0,
                1,
                1,
                1,
                1,
                1,
                1));
        rig.tick();
        assertThat(rig.toPlace).extracting(OrderTicket::clientOrderId).containsExactly("out", "in");
        assertThat(rig.toPlace).extracting(OrderTicket::reduceOnly).containsExactly(true, false);
        assertThat(rig.toPlace).extracting(OrderTicket::buy).containsExactly(true, true);
    }

    private static VenueOrderState order(String id, long quantityMicros) {
        VenueOrderState order = new VenueOrderState();
        order.orderId = id;
        order.portfolio = "alpha";
        order.symbol = "SPY";
        order.entry = true;
        order.side = Side.LONG;
        order.quantityMicros = quantityMicros;
        order.validUntilMs = Long.MAX_VALUE;
        return order;
    }
}
