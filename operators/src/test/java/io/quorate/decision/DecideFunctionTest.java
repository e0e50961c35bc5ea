package io.quorate.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.control.EpochBroadcast;
import io.quorate.control.Epochs;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.LedgeredDecision;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.routing.PortfolioPrediction;
import io.quorate.telemetry.StageProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The operator with its state: what must survive a crash, a rescale and a narrower strategy. */
@SuppressWarnings("try") // the harnesses declare close() throws Exception
class DecideFunctionTest {

    private static final int MAX_PARALLELISM = 4;

    private final Terms terms = new Terms();
    private final List<Decision> decisions = new ArrayList<>();

    /** Subtasks of one parallelism, driven as one. */
    private final class Subtasks implements AutoCloseable {
        private final List<
                        KeyedTwoInputStreamOperatorTestHarness<
                                String, PortfolioPrediction, ControlRecord, LedgeredDecision>>
                all = new ArrayList<>();

        Subtasks(int parallelism, @Nullable OperatorSubtaskState state, int from) throws Exception {
            for (int i = 0; i < parallelism; i++) {
                String own = keyOf(i, parallelism);
                var harness = new KeyedTwoInputStreamOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(
                                new DecideFunction("config", "run", (context, stage) -> StageProbe.NONE),
                                List.of(EpochBroadcast.EPOCHS)),
                        PortfolioPrediction::portfolio,
                        c -> own,
                        Types.STRING,
                        MAX_PARALLELISM,
                        parallelism,
                        i);
                harness.setup();
                if (state != null) {
                    harness.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
                            state, MAX_PARALLELISM, from, parallelism, i));
                }
                harness.open();
                all.add(harness);
            }
        }

        /** A key of the subtask: the harness sets one for broadcast records, too. */
        private static String keyOf(int subtask, int parallelism) {
            int n = 0;
            while (KeyGroupRangeAssignment.assignKeyToParallelOperator("k" + n, MAX_PARALLELISM, parallelism)
                    != subtask) {
                n++;
            }
            return "k" + n;
        }

        void control(ControlRecord r) throws Exception {
            for (var harness : all) {
                harness.processElement2(new StreamRecord<>(r));
            }
        }

        /** Plays one sample and everything due up to it; the decision on it, null if it was dropped. */
        @Nullable
        Decision play(Tick tick) throws Exception {
            int owner = KeyGroupRangeAssignment.assignKeyToParallelOperator("core", MAX_PARALLELISM, all.size());
            for (var harness : all) {
                if (all.indexOf(harness) == owner) {
                    harness.processElement1(
                            new StreamRecord<>(new PortfolioPrediction("core", tick.prediction()), tick.tsMs));
                }
                harness.processBothWatermarks(new Watermark(tick.tsMs));
                harness.extractOutputValues().forEach(d -> decisions.add(d.decision()));
                harness.getOutput().clear();
            }
            return decisions.stream()
                    .filter(d -> d.tsMs() == tick.tsMs && d.symbol().equals(tick.symbol))
                    .reduce((x, y) -> y)
                    .orElse(null);
        }

        OperatorSubtaskState crash() throws Exception {
            List<OperatorSubtaskState> states = new ArrayList<>();
            for (var harness : all) {
                states.add(harness.snapshot(1, 1));
            }
            close();
            return AbstractStreamOperatorTestHarness.repackageState(states.toArray(new OperatorSubtaskState[0]));
        }

        @Override
        public void close() throws Exception {
            for (var harness : all) {
                harness.close();
            }
        }
    }

    private static ControlRecord epoch(
            ControlKind kind, long version, long fromMs, @Nullable StrategySpec strategy, @Nullable LimitsSpec limits) {
        return new ControlRecord(kind, "core", version, fromMs, 0, 0, 0, "r", "test", "", null, null, strategy, limits);
    }

    private static void assertDecision(@Nullable Decision d, Outcome outcome, DecisionReason reason) {
        Objects.requireNonNull(d, "decision");
        assertThat(d.outcome() + " " + d.reason()).isEqualTo(outcome + " " + reason);
    }

    @Test
    void latchSurvivesCrashesAndRescalesExitsGoOnAResetReleasesIt() throws Exception {
        terms.maxDrawdown = 0.2;
        terms.stopLossFraction = 0;
        terms.reversalConfidence = 0.5;
        OperatorSubtaskState state = null;
        try (Subtasks one = new Subtasks(1, null, 1)) {
            one.control(epoch(ControlKind.STRATEGY, 1, 0, terms.strategy(), null));
            one.control(epoch(ControlKind.LIMITS, 1, 0, null, terms.limits()));
            assertDecision(one.play(Tick.at(1000).says(0.8)), Outcome.TAKE_ACTION, DecisionReason.SIGNAL);
            one.play(Tick.at(1001));
            one.play(Tick.at(2000).price(90));
            one.play(Tick.at(3000).price(75));
            Decision refused = one.play(Tick.at(3001).of("Y").says(0.8));
            assertDecision(refused, Outcome.RISK_REJECTED, DecisionReason.DRAWDOWN);
            assertThat(Objects.requireNonNull(refused).components())
                    .filteredOn(c -> c.name().equals("drawdown"))
                    .extracting(c -> c.value())
                    .containsExactly(0.25);
            state = one.crash();
        }
        for (int parallelism : new int[] {4, 2}) {
            try (Subtasks many = new Subtasks(parallelism, state, parallelism == 4 ? 1 : 4)) {
                long tsMs = 10_000L - parallelism;
                many.play(Tick.at(tsMs - 1).price(100));
                assertDecision(
                        many.play(Tick.at(tsMs).of("Y").says(0.8)), Outcome.RISK_REJECTED, DecisionReason.DRAWDOWN);
                state = many.crash();
            }
        }
        try (Subtasks two = new Subtasks(2, state, 2)) {
            assertDecision(two.play(Tick.at(11_000).says(0.1)), Outcome.EXIT_POSITION, DecisionReason.SIGNAL_REVERSAL);
            two.play(Tick.at(12_000).price(100));
            two.control(Epochs.resetDrawdown("core", 1, 12_500));
            assertDecision(two.play(Tick.at(12_400).of("Y").says(0.8)), Outcome.RISK_REJECTED, DecisionReason.DRAWDOWN);
            assertDecision(two.play(Tick.at(13_000).of("Y").says(0.8)), Outcome.TAKE_ACTION, DecisionReason.SIGNAL);
        }
    }

    @Test
    void narrowerStrategyStillClosesWhatItNoLongerTradesAndDropsTheRest() throws Exception {
        terms.symbols = List.of("X", "Y");
        try (Subtasks one = new Subtasks(1, null, 1)) {
            one.control(epoch(ControlKind.STRATEGY, 1, 0, terms.strategy(), null));
            one.control(epoch(ControlKind.LIMITS, 1, 0, null, terms.limits()));
            one.play(Tick.at(1000).says(0.8));
            one.play(Tick.at(1001));
            terms.symbols = List.of("Y");
            one.control(epoch(ControlKind.STRATEGY, 2, 1500, terms.strategy(), null));
            assertDecision(one.play(Tick.at(2000)), Outcome.NO_ACTION, DecisionReason.SIDE_NOT_ALLOWED);
            assertDecision(
                    one.play(Tick.at(3000).candle(100, 100, 90, 90)), Outcome.EXIT_POSITION, DecisionReason.STOP_LOSS);
            assertThat(one.play(Tick.at(4000).says(0.8))).isNull();
            assertDecision(one.play(Tick.at(5000).of("Y").says(0.8)), Outcome.TAKE_ACTION, DecisionReason.SIGNAL);
        }
    }
}
