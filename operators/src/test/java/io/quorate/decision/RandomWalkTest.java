package io.quorate.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.control.CorrelationLimits;
import io.quorate.schema.control.CorrelationMethod;
import io.quorate.schema.control.ExitSpec;
import io.quorate.schema.control.GroupLimit;
import io.quorate.schema.control.Instrument;
import io.quorate.schema.control.PartialExit;
import io.quorate.schema.control.RoiStep;
import io.quorate.schema.control.SizingMethod;
import io.quorate.schema.control.SizingSpec;
import io.quorate.schema.control.VenueSpec;
import io.quorate.schema.control.VolatilityLimits;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.Side;
import io.quorate.schema.decision.Trigger;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.execution.FillReason;
import io.quorate.schema.execution.OrderType;
import io.quorate.schema.execution.SlippageModel;
import io.quorate.schema.execution.TimeInForce;
import io.quorate.schema.feature.VolatilityRegime;
import io.quorate.schema.model.PredictionStatus;
import io.quorate.schema.state.OrderState;
import io.quorate.schema.state.PositionState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole histories of random markets, strategies and faults against what must hold in every one of them. */
class RandomWalkTest {

    private static final String[] SYMBOLS = {"A", "B", "C", "D"};
    private static final int TIMES = 700;

    /** A book kept from the executions alone, the naive way. */
    private static final class ShadowBook {
        private final Map<String, Long> quantity = new HashMap<>();
        private long cash;
        private long realisedLessFees;

        void take(Execution e) {
            boolean entry = e.reason() == FillReason.ENTRY;
            long notional = Math.round(e.quantityMicros() * e.price());
            int sign = e.side() == Side.LONG ? 1 : -1;
            cash += (entry ? -sign : sign) * notional - e.feeMicros();
            quantity.merge(e.symbol(), (entry ? sign : -sign) * e.quantityMicros(), Long::sum);
            realisedLessFees += entry ? -e.feeMicros() : e.realisedMicros();
        }
    }

    private static Terms terms(Random random) {
        Terms t = new Terms();
        t.confidenceThreshold = 0.1;
        t.stopLossFraction = random.nextInt(4) == 0 ? 0 : 0.01 + 0.02 * random.nextDouble();
        t.stopLossAtrMultiple = random.nextInt(2);
        t.takeProfitFraction = random.nextInt(3) == 0 ? 0 : 0.02;
        t.trailingFraction = random.nextInt(2) == 0 ? 0 : 0.015;
        t.trailingActivationFraction = 0.005;
        t.maxHoldMs = random.nextInt(3) == 0 ? 0 : 20_000;
        t.reversalConfidence = random.nextInt(2) == 0 ? 0 : 0.3;
        t.exitOnHighVolatility = random.nextBoolean();
        t.riskFraction = 0.01;
        t.kellyFraction = random.nextInt(2) == 0 ? 0 : 0.5;
        t.maxPositionFraction = 0.5;
        t.spreadBps = 2;
        t.slippageBps = 1;
        t.feeBps = 1;
        t.maxParticipation = random.nextInt(2) == 0 ? 0 : 0.5;
        t.orderExpiryMs = 3000;
        t.maxHeat = 0.025;
        t.maxGrossExposure = 1.2;
        t.maxNetExposure = 1;
        t.maxSymbolExposure = 0.6;
        t.maxDrawdown = 0.5;
        t.maxConsecutiveLosses = 3;
        t.lossCooldownMs = 10_000;
        t.maxDailyLoss = 0.2;
        t.maxOrdersPerHour = 500;
        t.staleAfterMs = 15_000;
        t.maxRiskScore = 0.8;
        return t;
    }

    /** Every later part at once, somehow. */
    private static Terms later(Random random) {
        Terms t = terms(random);
        t.takeProfitFraction = 0.02;
        t.exits = new ExitSpec(
                random.nextInt(2) * 2,
                List.of(new RoiStep(0, 0.015), new RoiStep(5_000, 0.006), new RoiStep(12_000, -0.002)),
                List.of(new PartialExit(0.004, 0.3), new PartialExit(0.008, 0.4)));
        t.sizing = new SizingSpec(
                any(SizingMethod.values(), random),
                0.3,
                0.001,
                List.of(
                        new Instrument("*", 1_000, 0, 0, 0),
                        new Instrument("D", 100, 10_000, 25_000_000_000L, 30_000_000_000L)));
        OrderType type = any(OrderType.values(), random);
        boolean stop = type == OrderType.STOP || type == OrderType.STOP_LIMIT;
        t.venue = new VenueSpec(
                type,
                3,
                4,
                stop ? TimeInForce.DAY : any(TimeInForce.values(), random),
                any(SlippageModel.values(), random),
                5,
                0.5,
                random.nextInt(3) * 700L,
                0.1);
        t.correlation =
                new CorrelationLimits(any(CorrelationMethod.values(), random), 0.97, 2_000, 30, 0.95, 0.015, 0.3);
        t.groups = List.of(new GroupLimit("ab", 0.9, List.of("A", "B")));
        t.volatility = new VolatilityLimits(random.nextBoolean(), 0.05);
        return t;
    }

    private static List<Tick[]> market(long seed) {
        Random random = new Random(seed);
        double[] price = {100, 20, 0.5, 3000};
        List<Tick[]> times = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            List<Tick> ticks = new ArrayList<>();
            for (int s = 0; s < SYMBOLS.length; s++) {
                if (random.nextInt(3) > 0) {
                    double open = price[s] * (1 + 0.003 * random.nextGaussian());
                    double close = open * (1 + 0.005 * random.nextGaussian());
                    double high = Math.max(open, close) * (1 + 0.004 * random.nextDouble());
                    double low = Math.min(open, close) * (1 - 0.004 * random.nextDouble());
                    price[s] = close;
                    Tick tick = Tick.at(1_000L * i).of(SYMBOLS[s]).candle(open, high, low, close);
                    tick.volume = 400 / close * random.nextInt(200);
                    tick.says(0.2 + 0.6 * random.nextDouble());
                    tick.spread = 0.1 * random.nextDouble();
                    tick.atrFraction = random.nextInt(50) == 0 ? Double.NaN : 0.01;
                    tick.regime = any(VolatilityRegime.values(), random);
                    if (random.nextInt(20) == 0) {
                        tick.says(any(PredictionStatus.values(), random));
                    }
                    ticks.add(tick);
                }
            }
            if (!ticks.isEmpty()) {
                times.add(ticks.toArray(new Tick[0]));
            }
        }
        return times;
    }

    private static <T> T any(T[] values, Random random) {
        return values[random.nextInt(values.length)];
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24})
    void invariantsHold(long seed) {
        boolean later = seed > 10;
        Desk desk = new Desk(later ? later(new Random(seed)) : terms(new Random(seed)));
        ShadowBook shadow = new ShadowBook();
        Random faults = new Random(-seed);
        int seen = 0;
        int samples = 0;
        for (Tick[] ticks : market(seed)) {
            desk.killed = faults.nextInt(30) == 0;
            if (later && faults.nextInt(60) == 0) {
                long beforeMs = ticks[0].tsMs - faults.nextInt(3_000);
                desk.forcedExits = symbol -> symbol.equals("C") ? Long.MIN_VALUE : beforeMs;
                desk.drawdownResetMs = ticks[0].tsMs;
            }
            int before = desk.decisions.size();
            desk.play(ticks);
            samples += ticks.length;
            for (; seen < desk.executions.size(); seen++) {
                shadow.take(desk.executions.get(seen));
            }
            checkAccounts(desk, shadow);
            boolean entered = desk.decisions.subList(before, desk.decisions.size()).stream()
                    .anyMatch(d ->
                            d.outcome() == Outcome.TAKE_ACTION && d.symbol().equals(ticks[ticks.length - 1].symbol));
            if (entered) {
                assertThat(naiveHeat(desk)).isLessThanOrEqualTo(desk.terms.maxHeat);
            }
        }
        checkDecisions(desk, samples);
    }

    private static void checkAccounts(Desk desk, ShadowBook shadow) {
        assertThat(desk.state.cashMicros).isEqualTo(desk.terms.initialEquityMicros + shadow.cash);
        long basis = 0;
        for (PositionState p : desk.state.positions) {
            assertThat(shadow.quantity.get(p.symbol)).isEqualTo(p.side.sign() * p.quantityMicros);
            basis += p.side.sign() * p.basisMicros;
        }
        long open = shadow.quantity.values().stream().filter(q -> q != 0).count();
        assertThat(open).isEqualTo(desk.state.positions.size());
        assertThat(desk.state.cashMicros + basis).isEqualTo(desk.terms.initialEquityMicros + shadow.realisedLessFees);
    }

    private static double naiveHeat(Desk desk) {
        double heat = 0;
        for (PositionState p : desk.state.positions) {
            double loss = Double.POSITIVE_INFINITY;
            for (double level : new double[] {p.stopPrice, p.trailPrice}) {
                loss = Double.isNaN(level) ? loss : Math.min(loss, Math.max(0, p.side.sign() * (p.markPrice - level)));
            }
            heat += Math.round(p.quantityMicros * (Double.isInfinite(loss) ? p.markPrice : loss));
        }
        for (OrderState o : desk.state.orders) {
            if (o.reason == FillReason.ENTRY) {
                double loss = o.stopFraction > 0 ? o.referencePrice * o.stopFraction : o.referencePrice;
                heat += Math.round(o.quantityMicros * loss);
            }
        }
        return heat / desk.state.equityMicros;
    }

    private static void checkDecisions(Desk desk, int samples) {
        assertThat(desk.decisions)
                .filteredOn(d -> d.trigger() == Trigger.SAMPLE)
                .hasSize(samples);
        assertThat(new HashSet<>(Desk.ids(desk.decisions))).hasSize(desk.decisions.size());
        Set<String> executionIds = new HashSet<>();
        Map<String, Decision> byId = new HashMap<>();
        desk.decisions.forEach(d -> byId.put(d.id(), d));
        for (Execution e : desk.executions) {
            assertThat(executionIds.add(e.id())).isTrue();
            Decision d = Objects.requireNonNull(byId.get(e.decisionId()), "execution without decision");
            assertThat(d.outcome())
                    .isEqualTo(e.reason() == FillReason.ENTRY ? Outcome.TAKE_ACTION : Outcome.EXIT_POSITION);
            assertThat(e.tsMs()).isGreaterThanOrEqualTo(d.tsMs());
            assertThat(e.quantityMicros()).isBetween(e.status().terminal() ? 0L : 1L, d.quantityMicros());
        }
        for (Decision d : desk.decisions) {
            assertThat(d.binding()).isNotEmpty();
            assertThat(d.counterfactual()).matches("(?s).+ \\(was .+\\).*");
            assertThat(d.quantityMicros() > 0)
                    .isEqualTo(d.outcome() == Outcome.TAKE_ACTION || d.outcome() == Outcome.EXIT_POSITION);
        }
    }

    @Test
    void historiesTogetherReachEveryOutcomeAndMostReasons() {
        Set<String> reached = new HashSet<>();
        for (long seed = 1; seed <= 12; seed++) {
            Desk desk = run(seed, false);
            desk.decisions.forEach(d -> reached.add(d.outcome() + " " + d.reason()));
        }
        assertThat(reached)
                .contains(
                        "TAKE_ACTION SIGNAL",
                        "EXIT_POSITION STOP_LOSS",
                        "EXIT_POSITION TRAILING_STOP",
                        "EXIT_POSITION TAKE_PROFIT",
                        "EXIT_POSITION TIME_EXIT",
                        "EXIT_POSITION SIGNAL_REVERSAL",
                        "EXIT_POSITION REGIME_EXIT",
                        "NO_ACTION LOW_CONFIDENCE",
                        "NO_ACTION NOT_FINITE",
                        "NO_ACTION ORDER_EXPIRED",
                        "NO_ACTION EXITED_THIS_SAMPLE",
                        "RISK_REJECTED HEAT",
                        "RISK_REJECTED LOSS_STREAK",
                        "RISK_REJECTED GROSS_EXPOSURE");
    }

    @Test
    void historiesWithLaterPartsReachWhatTheyAdd() {
        Set<String> reached = new HashSet<>();
        for (long seed = 1; seed <= 20; seed++) {
            Desk desk = new Desk(later(new Random(seed)));
            for (Tick[] ticks : market(seed)) {
                desk.forcedExits = symbol -> ticks[0].tsMs >= 300_000 ? 300_000 : Long.MIN_VALUE;
                desk.play(ticks);
            }
            desk.decisions.forEach(d -> reached.add(d.reason().name()));
            desk.executions.forEach(e -> reached.add(e.status().name() + (e.maker() ? " MAKER" : "")));
        }
        assertThat(reached)
                .contains(
                        "ROI",
                        "PARTIAL_TAKE_PROFIT",
                        "FORCED_EXIT",
                        "CORRELATION",
                        "CORRELATED_HEAT",
                        "GROUP_EXPOSURE",
                        "VOLATILITY_REGIME",
                        "ORDER_CANCELLED",
                        "BELOW_MIN_NOTIONAL",
                        "REJECTED",
                        "CANCELLED",
                        "PARTIALLY_FILLED",
                        "FILLED MAKER");
    }

    @Test
    void orderOfArrivalInsideOneMillisecondChangesNothing() {
        for (long seed = 1; seed <= 4; seed++) {
            Desk one = run(seed, false);
            Desk other = run(seed, true);
            assertThat(other.decisions.toString().replaceAll("\\[[DL][^\\]]*@[0-9a-f]+", ""))
                    .as("seed %d", seed)
                    .isEqualTo(one.decisions.toString().replaceAll("\\[[DL][^\\]]*@[0-9a-f]+", ""));
            assertThat(other.executions).isEqualTo(one.executions);
        }
    }

    private static Desk run(long seed, boolean shuffled) {
        Desk desk = new Desk(terms(new Random(seed)));
        Random random = new Random(seed);
        for (Tick[] ticks : market(seed)) {
            if (shuffled) {
                Collections.shuffle(Arrays.asList(ticks), random);
            }
            desk.play(ticks);
        }
        return desk;
    }
}
