package io.quorate.job.venue;

import io.quorate.execution.DeskOperator;
import io.quorate.execution.DeskRules;
import io.quorate.execution.VenueLink;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.LeanDecision;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.Side;
import io.quorate.schema.decision.Trigger;
import io.quorate.schema.execution.DeskInput;
import io.quorate.schema.execution.VenueReport;
import io.quorate.schema.execution.VenueReportKind;
import io.quorate.schema.market.DeadLetter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The order desk in its operator over real HTTP; its clock is the wall clock, moved by whoever waits. */
final class HttpDesk implements AutoCloseable {

    static final DeskRules RULES = new DeskRules(2_000, 60_000, 100, 50, 500, 400, 3_600_000);

    private final OneInputStreamOperatorTestHarness<DeskInput, VenueReport> harness;
    private final List<VenueLink.Breaker> breakers = new ArrayList<>();
    private final VenueLink link;

    HttpDesk(WireMockVenue venue, @Nullable OperatorSubtaskState restored, List<DeskInput> kills) throws Exception {
        this(new HttpVenueSettings(venue.url(), "", 200, 1_000, 400), restored, kills);
    }

    HttpDesk(HttpVenueSettings settings, @Nullable OperatorSubtaskState restored, List<DeskInput> kills)
            throws Exception {
        link = new HttpVenueLink(settings);
        harness = new OneInputStreamOperatorTestHarness<>(new DeskOperator(RULES, () -> link, () -> kills, 30));
        harness.setup();
        harness.setProcessingTime(System.currentTimeMillis());
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
    }

    static HttpDesk open(WireMockVenue venue) throws Exception {
        HttpDesk desk = new HttpDesk(venue, null, List.of());
        desk.await(() -> venue.count("GET", "/positions") > 0);
        return desk;
    }

    static LeanDecision decision(String id, Outcome outcome, DecisionReason reason, long quantityMicros) {
        return new LeanDecision(
                id,
                "alpha",
                "SPY",
                1_000,
                1,
                Trigger.SAMPLE,
                0,
                outcome,
                reason,
                Side.LONG,
                quantityMicros,
                100,
                0.6,
                0.2,
                1,
                1,
                1,
                1,
                1,
                1_000_000);
    }

    static DeskInput entry(String id, long quantityMicros) {
        // beyond what an earlier run may have sent: the clocks' skew
        return DeskInput.decision(
                decision(id, Outcome.TAKE_ACTION, DecisionReason.SIGNAL, quantityMicros), System.currentTimeMillis());
    }

    static DeskInput exit(String id, long quantityMicros) {
        return DeskInput.decision(
                decision(id, Outcome.EXIT_POSITION, DecisionReason.STOP_LOSS, quantityMicros),
                System.currentTimeMillis());
    }

    /** An exit in a symbol of its own, so that it takes the place of no other. */
    static DeskInput exitOf(String symbol) {
        LeanDecision d = decision("out-" + symbol, Outcome.EXIT_POSITION, DecisionReason.STOP_LOSS, 1);
        return DeskInput.decision(
                new LeanDecision(
                        d.id(),
                        d.portfolio(),
                        symbol,
                        d.tsMs(),
                        d.seq(),
                        d.trigger(),
                        d.ordinal(),
                        d.outcome(),
                        d.reason(),
                        d.side(),
                        d.quantityMicros(),
                        d.price(),
                        d.probability(),
                        d.confidence(),
                        1,
                        1,
                        1,
                        1,
                        1,
                        d.equityMicros()),
                System.currentTimeMillis());
    }

    static DeskInput expiry(String id) {
        return DeskInput.decision(
                decision(id, Outcome.NO_ACTION, DecisionReason.ORDER_EXPIRED, 0), System.currentTimeMillis());
    }

    void hear(DeskInput in) throws Exception {
        harness.processElement(in, 0);
    }

    /** Lets time pass until something holds. */
    void await(BooleanSupplier holds) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    pump();
                    return holds.getAsBoolean();
                });
    }

    /** Lets so much time pass. */
    void pass(long ms) {
        long endNanos = System.nanoTime() + ms * 1_000_000;
        await(() -> System.nanoTime() > endNanos);
    }

    private void pump() throws Exception {
        harness.setProcessingTime(System.currentTimeMillis());
        VenueLink.Breaker now = link.breaker();
        if (breakers.isEmpty() || breakers.get(breakers.size() - 1) != now) {
            breakers.add(now);
        }
    }

    /** States of the circuit in the order they were seen. */
    List<VenueLink.Breaker> breakers() {
        return breakers;
    }

    List<VenueReport> reports() {
        return harness.extractOutputValues();
    }

    List<VenueReportKind> kinds(String orderId) {
        return reports().stream()
                .filter(r -> r.orderId().equals(orderId))
                .map(VenueReport::kind)
                .toList();
    }

    List<DeadLetter> deadLetters() {
        var letters = harness.getSideOutput(DeskOperator.DEAD_LETTERS);
        return letters == null
                ? List.of()
                : letters.stream().map(r -> r.getValue()).toList();
    }

    OperatorSubtaskState snapshot() throws Exception {
        return harness.snapshot(1, 1);
    }

    @Override
    public void close() {
        try {
            harness.close();
        } catch (Exception e) {
            throw new IllegalStateException("expected the operator to close", e);
        }
    }
}
