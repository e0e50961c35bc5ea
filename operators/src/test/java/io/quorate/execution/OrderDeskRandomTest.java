package io.quorate.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.LeanDecision;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.Side;
import io.quorate.schema.execution.OrderStatus;
import io.quorate.schema.execution.VenueEvent;
import io.quorate.schema.execution.VenueReport;
import io.quorate.schema.execution.VenueReportKind;
import io.quorate.schema.state.VenueDeskState;
import io.quorate.schema.state.VenueOrderState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever order requests, answers, fills, repeats, cancellations and crashes come in, every decision is one order. */
class OrderDeskRandomTest {

    private static final int STEPS = 4_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void positionIsTheSumOfUniqueFills(long seed) {
        Walk walk = new Walk(seed);
        for (int i = 0; i < STEPS; i++) {
            walk.step();
        }
        walk.settle();
        walk.check();
    }

    private static final class Walk {

        private final Random random;
        private final DeskRig rig = DeskRig.open();
        private final Map<String, Long> decidedMs = new HashMap<>();
        private final List<VenueEvent> fills = new ArrayList<>();
        private VenueDeskState checkpoint = DeskRig.copy(rig.state);
        private int committed;
        private int ids;
        private int restarts;
        private int foreign;

        private Walk(long seed) {
            random = new Random(seed);
        }

        private void step() {
            rig.pass(random.nextInt(120));
            switch (random.nextInt(16)) {
                case 0 -> decide(DeskRig.entry("d" + ids++, 1 + random.nextInt(50)));
                case 1 -> decide(DeskRig.exit("d" + ids++, 1 + random.nextInt(50)));
                case 2 ->
                    decide(DeskRig.decision(
                            "d" + ids++, Outcome.NO_ACTION, DecisionReason.ORDER_EXPIRED, Side.NONE, 0));
                case 3, 4 -> rig.tick();
                case 5, 6 -> place();
                case 7 -> cancel();
                case 8, 9, 10 -> fill();
                case 11 -> repeat();
                case 12 -> rig.readFeed();
                case 13 -> checkpoint();
                case 14 -> rare();
                default -> again();
            }
        }

        private void decide(LeanDecision d) {
            decidedMs.put(d.id(), rig.nowMs);
            rig.decide(d);
        }

        /** The same decisions once more, as after a restart of their writer. */
        private void again() {
            rig.decisions.values().stream()
                    .skip(Math.max(0, rig.decisions.size() - 5))
                    .toList()
                    .forEach(d -> rig.desk.decide(d, decidedMs.getOrDefault(d.id(), 0L), rig.nowMs));
        }

        private void place() {
            if (rig.toPlace.isEmpty()) {
                return;
            }
            OrderTicket t = rig.toPlace.remove(random.nextInt(rig.toPlace.size()));
            boolean arrives = random.nextInt(4) > 0;
            VenueAnswer answer =
                    arrives ? rig.venue.place(t, rig.nowMs) : new VenueAnswer(VenueAnswer.Kind.UNKNOWN, "lost");
            boolean answered = arrives && random.nextInt(3) > 0;
            rig.pass(random.nextInt(300));
            rig.desk.placed(
                    t.clientOrderId(),
                    answered
                            ? answer
                            : new VenueAnswer(
                                    arrives || random.nextBoolean()
                                            ? VenueAnswer.Kind.UNKNOWN
                                            : VenueAnswer.Kind.NOT_SENT,
                                    "lost"),
                    rig.nowMs);
        }

        private void cancel() {
            if (!rig.toCancel.isEmpty()) {
                String id = rig.toCancel.remove(0);
                VenueAnswer answer = rig.venue.cancel(id);
                rig.desk.cancelled(
                        id,
                        random.nextBoolean() ? answer : new VenueAnswer(VenueAnswer.Kind.UNKNOWN, "lost"),
                        rig.nowMs);
            }
        }

        /** Partial, whole, or late fill of any order that is not full. */
        private void fill() {
            List<FakeVenue.Order> open = rig.venue.orders().values().stream()
                    .filter(o -> o.left() > 0)
                    .toList();
            if (!open.isEmpty()) {
                FakeVenue.Order o = open.get(random.nextInt(open.size()));
                fills.add(rig.venue.fill(
                        o.ticket.clientOrderId(),
                        1 + (long) (random.nextDouble() * o.left()),
                        90 + random.nextInt(20)));
            }
        }

        private void repeat() {
            if (!fills.isEmpty()) {
                rig.venue.repeat(fills.get(random.nextInt(fills.size())));
            }
        }

        private void checkpoint() {
            checkpoint = DeskRig.copy(rig.state);
            committed = rig.reports.size();
        }

        private void rare() {
            switch (random.nextInt(4)) {
                case 0 -> restart(checkpoint);
                case 1 -> {
                    rig.venue.foreignFill("alpha", "SPY", 7, 100);
                    foreign += 7;
                }
                case 2 -> rig.pass(8_000);
                default -> {
                    rig.desk.kill("*", ids * 2L, rig.nowMs);
                    rig.desk.resume("*", ids * 2L + 1);
                }
            }
        }

        /** A crash: reports since the checkpoint were never committed, decisions since then come again. */
        private void restart(VenueDeskState from) {
            restarts++;
            rig.reports.subList(committed, rig.reports.size()).clear();
            rig.restart(from);
            rig.decisions.values().forEach(d -> rig.desk.decide(d, decidedMs.getOrDefault(d.id(), 0L), rig.nowMs));
        }

        private void settle() {
            for (int i = 0; i < 2_000; i++) {
                rig.tick();
                rig.deliver();
                rig.venue.orders().values().stream()
                        .filter(o -> o.left() > 0 && !o.done)
                        .forEach(o -> rig.venue.fill(o.ticket.clientOrderId(), o.left(), 100));
                rig.readFeed();
                rig.pass(100);
            }
        }

        private void check() {
            assertThat(restarts).isPositive();
            assertThat(rig.repeated).isNotEmpty();
            assertThat(rig.unknown).isNotEmpty();
            assertThat(rig.reportedMicros())
                    .as("position by unique fills")
                    .isEqualTo(rig.venue.signedMicros("alpha", "SPY") - foreign);
            Map<String, Long> filled = new HashMap<>();
            Set<String> seen = new HashSet<>();
            for (VenueReport r : rig.reports) {
                if (r.kind() == VenueReportKind.FILL) {
                    assertThat(seen.add(r.id())).as("fill %s told once", r.id()).isTrue();
                    filled.merge(r.orderId(), r.quantityMicros(), Long::sum);
                }
            }
            rig.venue
                    .orders()
                    .values()
                    .forEach(o -> assertThat(filled.getOrDefault(o.ticket.clientOrderId(), 0L))
                            .isEqualTo(o.ticket.quantityMicros() - o.left()));
            for (VenueOrderState o : rig.state.orders) {
                assertThat(o.status.terminal())
                        .as("%s is %s", o.orderId, o.status)
                        .isTrue();
                assertThat(o.leftMicros()).isNotNegative();
                assertThat(o.status == OrderStatus.FILLED).isEqualTo(o.leftMicros() == 0);
            }
            for (String id : rig.decisions.keySet()) {
                long ends = rig.reports.stream()
                        .filter(r -> r.orderId().equals(id) && r.kind().ends())
                        .count();
                assertThat(ends).as("ends of %s", id).isLessThanOrEqualTo(1);
            }
        }
    }
}
