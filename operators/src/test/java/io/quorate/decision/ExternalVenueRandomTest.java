package io.quorate.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.execution.DeskRules;
import io.quorate.execution.DeskSink;
import io.quorate.execution.FakeVenue;
import io.quorate.execution.OrderDesk;
import io.quorate.execution.OrderTicket;
import io.quorate.execution.VenueAnswer;
import io.quorate.execution.VenuePage;
import io.quorate.risk.Exposure;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.LeanDecision;
import io.quorate.schema.decision.Side;
import io.quorate.schema.execution.VenueEvent;
import io.quorate.schema.execution.VenueReport;
import io.quorate.schema.execution.VenueReportKind;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.state.PositionState;
import io.quorate.schema.state.VenueDeskState;
import io.quorate.schema.state.VenueOrderState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Engine, order desk and venue together, with everything late, lost or twice that can be. */
class ExternalVenueRandomTest {

    private static final int STEPS = 3_000;
    private static final long STEP_MS = 100;
    private static final long LEAD_MS = 500;
    private static final String[] SYMBOLS = {"X", "Y", "Z"};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void positionAndHeatHold(long seed) {
        Walk walk = new Walk(seed);
        for (int i = 0; i < STEPS; i++) {
            walk.step(true);
        }
        for (int i = 0; i < 1_500; i++) {
            walk.step(false);
        }
        walk.check();
        assertThat(walk.replayed())
                .as("decisions over the same samples and effective times")
                .isEqualTo(walk.ids());
    }

    /** What the engine was given at one event time. */
    private record Given(long tsMs, List<VenueReport> reports, List<Prediction> samples) {}

    private static final class Walk implements DeskSink {

        private final Random random;
        private final Terms terms = new Terms();
        private final AwayDesk engine;
        private final FakeVenue venue = new FakeVenue();
        private final VenueDeskState state = new VenueDeskState();
        private final OrderDesk orders;
        private final Deque<Decision> decided = new ArrayDeque<>();
        private final List<OrderTicket> toPlace = new ArrayList<>();
        private final List<String> toCancel = new ArrayList<>();
        private final List<VenueEvent> fills = new ArrayList<>();
        private final TreeMap<Long, List<VenueReport>> effective = new TreeMap<>();
        private final Map<String, Long> booked = new HashMap<>();
        private final Map<String, Double> prices = new HashMap<>();
        private final List<Given> given = new ArrayList<>();
        private long nowMs = 1_000_000;
        private int heard;
        private int maxOrders;
        private int unknown;
        private int foreign;
        private long seq;

        private Walk(long seed) {
            random = new Random(seed);
            terms.orderExpiryMs = 2_000;
            terms.maxHoldMs = 20_000;
            terms.maxHeat = 0.5;
            engine = new AwayDesk(terms);
            orders = new OrderDesk(state, new DeskRules(5_000, 60_000, 200, 100, 500, 1_000, 3_600_000), this, nowMs);
        }

        private void step(boolean wild) {
            nowMs += STEP_MS;
            decide(wild);
            while (!decided.isEmpty() && (!wild || random.nextInt(3) > 0)) {
                Decision d = decided.poll();
                orders.decide(lean(d), nowMs, nowMs);
            }
            orders.tick(nowMs);
            place(wild);
            cancel(wild);
            act(wild);
            if (!wild || random.nextInt(3) == 0) {
                VenuePage page = venue.feed(state.cursor, 5);
                orders.read(page, nowMs, nowMs);
            }
            checkEachStep();
        }

        private void decide(boolean wild) {
            List<VenueReport> reports = new ArrayList<>();
            while (!effective.isEmpty() && effective.firstKey() <= nowMs) {
                reports.addAll(effective.pollFirstEntry().getValue());
            }
            reports.forEach(this::book);
            List<Prediction> samples = new ArrayList<>();
            for (String symbol : SYMBOLS) {
                double last = prices.getOrDefault(symbol, 100.0);
                double next = last * (1 + (random.nextDouble() - 0.5) * 0.02);
                prices.put(symbol, next);
                Tick tick = Tick.at(nowMs)
                        .of(symbol)
                        .candle(last, Math.max(last, next), Math.min(last, next), next)
                        .says(wild ? random.nextDouble() : 0.5);
                tick.seq = seq;
                samples.add(tick.prediction());
            }
            seq++;
            given.add(new Given(nowMs, reports, samples));
            engine.step(nowMs, reports, samples);
            for (; heard < engine.decisions.size(); heard++) {
                decided.add(engine.decisions.get(heard));
            }
        }

        private void book(VenueReport r) {
            if (r.kind() == VenueReportKind.FILL) {
                int sign = r.entry() == (r.side() == Side.LONG) ? 1 : -1;
                booked.merge(r.symbol(), sign * r.quantityMicros(), Long::sum);
            }
        }

        private void place(boolean wild) {
            for (OrderTicket t : List.copyOf(toPlace)) {
                if (wild && random.nextInt(3) == 0) {
                    continue;
                }
                toPlace.remove(t);
                boolean arrives = !wild || random.nextInt(4) > 0;
                VenueAnswer answer =
                        arrives ? venue.place(t, nowMs) : new VenueAnswer(VenueAnswer.Kind.UNKNOWN, "lost");
                boolean answered = arrives && (!wild || random.nextInt(3) > 0);
                orders.placed(
                        t.clientOrderId(),
                        answered ? answer : new VenueAnswer(VenueAnswer.Kind.UNKNOWN, "lost"),
                        nowMs);
            }
        }

        private void cancel(boolean wild) {
            for (String id : List.copyOf(toCancel)) {
                if (!wild || random.nextBoolean()) {
                    toCancel.remove(id);
                    orders.cancelled(id, venue.cancel(id), nowMs);
                }
            }
        }

        private void act(boolean wild) {
            for (FakeVenue.Order o : venue.orders().values()) {
                long left = o.left();
                if (left > 0 && o.ticket.reduceOnly()) {
                    left = Math.min(left, Math.abs(venue.signedMicros("core", o.ticket.symbol())));
                    boolean turned = venue.signedMicros("core", o.ticket.symbol()) > 0 == o.ticket.buy();
                    left = turned ? 0 : left;
                    if (left == 0) {
                        venue.cancel(o.ticket.clientOrderId());
                    }
                }
                boolean lateToo = wild && random.nextInt(40) == 0;
                if (left > 0 && (lateToo || (!o.isDone() && (!wild || random.nextInt(4) == 0)))) {
                    long part = wild ? 1 + (long) (random.nextDouble() * (left - 1)) : left;
                    fills.add(
                            venue.fill(o.ticket.clientOrderId(), part, prices.getOrDefault(o.ticket.symbol(), 100.0)));
                }
            }
            if (wild && !fills.isEmpty() && random.nextInt(5) == 0) {
                venue.repeat(fills.get(random.nextInt(fills.size())));
            }
            if (wild && random.nextInt(500) == 0) {
                foreign++;
                venue.foreignFill("someone", "X", 10, 100);
            }
        }

        private void checkEachStep() {
            assertThat(Exposure.reservedHeatMicros(engine.state)).isNotNegative();
            assertThat(Exposure.heatMicros(engine.state)).isNotNegative();
            engine.state.orders.forEach(o -> assertThat(o.quantityMicros).isPositive());
            maxOrders = Math.max(maxOrders, engine.state.orders.size());
            for (String symbol : SYMBOLS) {
                assertThat(signed(symbol)).as("%s by its fills", symbol).isEqualTo(booked.getOrDefault(symbol, 0L));
                long entries = state.orders.stream()
                        .filter(o -> o.entry && o.symbol.equals(symbol) && !o.status.terminal())
                        .count();
                assertThat(entries).as("entries of %s at the venue", symbol).isLessThanOrEqualTo(1);
            }
            long worth = engine.state.cashMicros;
            for (PositionState p : engine.state.positions) {
                worth += p.side.sign() * Math.round(p.quantityMicros * p.markPrice);
            }
            assertThat(engine.state.equityMicros).isEqualTo(worth);
        }

        private long signed(String symbol) {
            return engine.state.positions.stream()
                    .filter(p -> p.symbol.equals(symbol))
                    .mapToLong(p -> p.side.sign() * p.quantityMicros)
                    .sum();
        }

        private void check() {
            assertThat(fills.size()).isGreaterThan(100);
            assertThat(foreign).isPositive().isEqualTo(unknown);
            assertThat(maxOrders).isGreaterThan(1);
            for (VenueOrderState o : state.orders) {
                assertThat(o.status.terminal())
                        .as("%s is %s", o.orderId, o.status)
                        .isTrue();
            }
            for (String symbol : SYMBOLS) {
                assertThat(signed(symbol)).isEqualTo(venue.signedMicros("core", symbol));
            }
            assertThat(engine.state.orders).isEmpty();
            assertThat(Exposure.reservedHeatMicros(engine.state)).isZero();
        }

        private List<String> ids() {
            return Desk.ids(engine.decisions);
        }

        private List<String> replayed() {
            AwayDesk again = new AwayDesk(terms);
            given.forEach(g -> again.step(g.tsMs, g.reports, g.samples));
            return Desk.ids(again.decisions);
        }

        private static LeanDecision lean(Decision d) {
            return new LeanDecision(
                    d.id(),
                    d.portfolio(),
                    d.symbol(),
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
                    d.equityMicros());
        }

        @Override
        public void place(OrderTicket ticket) {
            toPlace.add(ticket);
        }

        @Override
        public void cancel(String clientOrderId) {
            toCancel.add(clientOrderId);
        }

        @Override
        public void report(VenueReport report) {
            effective.computeIfAbsent(nowMs + LEAD_MS, t -> new ArrayList<>()).add(report);
        }

        @Override
        public void unknown(VenueEvent event, String detail) {
            unknown++;
        }

        @Override
        public void repeated(VenueEvent event) {}

        @Override
        public void missing(long placeInTheFeed) {}
    }
}
