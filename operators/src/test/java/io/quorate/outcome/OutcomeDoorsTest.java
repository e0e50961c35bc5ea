package io.quorate.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.control.SequencerInput;
import io.quorate.schema.control.WeightsSpec;
import io.quorate.schema.market.Sample;
import io.quorate.schema.model.Credit;
import io.quorate.schema.model.LabelSpec;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.state.OutcomeState;
import io.quorate.telemetry.StageProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness closes with InterruptedException
class OutcomeDoorsTest {

    private static final long WINDOW_MS = 1_000;
    private static final WeightsRule RULE = new WeightsRule(WeightsRule.Mode.SKILL, 0.95, 0.05);

    @Test
    void symbolsAreLabelledApart() throws Exception {
        Random random = new Random(1);
        LabelSpec label = LabelSpec.tripleBarrier(6, 1, 1);
        List<Prediction> a = Predictions.predictions(Predictions.walk("A", random, 80), label, label, random);
        List<Prediction> b = Predictions.predictions(Predictions.walk("B", random, 80), label, label, random);
        try (var harness = outcomes()) {
            harness.open();
            for (int i = 0; i < 80; i++) {
                harness.processElement(a.get(i), i);
                harness.processElement(b.get(i), i);
            }
            List<Credit> out = harness.extractOutputValues();
            assertThat(out.stream().filter(c -> c.symbol().equals("A")).toList())
                    .isEqualTo(pure(a));
            assertThat(out.stream().filter(c -> c.symbol().equals("B")).toList())
                    .isEqualTo(pure(b));
            assertThat(harness.numKeyedStateEntries()).isEqualTo(2);
        }
    }

    @Test
    void aRestoreInTheMiddleOfAHorizonGivesTheSameCredits() throws Exception {
        Random random = new Random(2);
        LabelSpec label = LabelSpec.direction(9);
        List<Sample> walk = Predictions.walk("A", random, 60);
        List<Prediction> all = Predictions.predictions(walk, label, label, random);
        for (int cut : new int[] {1, 5, 30, 59}) {
            OperatorSubtaskState snapshot;
            int before;
            try (var harness = outcomes()) {
                harness.open();
                for (Prediction p : all.subList(0, cut)) {
                    harness.processElement(p, 0);
                }
                before = harness.extractOutputValues().size();
                snapshot = harness.snapshot(1, 1);
                // what comes after the snapshot must not reach it
                harness.processElement(all.get(cut), 0);
            }
            try (var harness = outcomes()) {
                harness.initializeState(snapshot);
                harness.open();
                for (Prediction p : all.subList(cut, all.size())) {
                    harness.processElement(p, 0);
                }
                List<Credit> expected = pure(all);
                assertThat(harness.extractOutputValues())
                        .as("cut %d", cut)
                        .isEqualTo(expected.subList(before, expected.size()));
            }
        }
    }

    @Test
    void aWindowIsClosedByTheWatermarkOfItsLastMillisecond() throws Exception {
        try (var harness = scorecard()) {
            harness.open();
            feed(harness, 0);
            harness.processWatermark(new Watermark(WINDOW_MS - 2));
            assertThat(weights(harness.extractOutputValues())).isEmpty();
            harness.processWatermark(new Watermark(WINDOW_MS - 1));
            List<SequencerInput> out = harness.extractOutputValues();
            assertThat(out)
                    .extracting(SequencerInput::kind)
                    .containsExactly(
                            SequencerInput.Kind.THROUGH, SequencerInput.Kind.WEIGHTS, SequencerInput.Kind.THROUGH);
            assertThat(weights(out)).extracting(WeightsSpec::window).containsExactly(0L);
            assertThat(out.get(2).throughWindow()).isZero();
        }
    }

    @Test
    void windowsWithoutCreditsAreReportedOnceForAll() throws Exception {
        try (var harness = scorecard()) {
            harness.open();
            harness.processWatermark(new Watermark(500));
            feed(harness, 7);
            harness.processWatermark(new Watermark(5 * WINDOW_MS));
            harness.processWatermark(new Watermark(5 * WINDOW_MS + 10));
            harness.processWatermark(new Watermark(9 * WINDOW_MS));
            List<SequencerInput> out = harness.extractOutputValues();
            assertThat(out)
                    .extracting(SequencerInput::kind)
                    .containsExactly(
                            SequencerInput.Kind.THROUGH,
                            SequencerInput.Kind.THROUGH,
                            SequencerInput.Kind.WEIGHTS,
                            SequencerInput.Kind.THROUGH);
            assertThat(out.get(1).throughWindow()).isEqualTo(4);
            assertThat(out.get(3).throughWindow()).isEqualTo(8);
        }
    }

    @Test
    void theEndClosesWindowsWithCreditsAndPromisesNoOthers() throws Exception {
        try (var harness = scorecard()) {
            harness.open();
            feed(harness, 3);
            harness.processWatermark(Watermark.MAX_WATERMARK);
            assertThat(harness.extractOutputValues())
                    .extracting(SequencerInput::kind)
                    .containsExactly(SequencerInput.Kind.WEIGHTS);
        }
    }

    @Test
    void aRestoredScorecardSendsTheSameAgain() throws Exception {
        List<SequencerInput> expected;
        OperatorSubtaskState snapshot;
        try (var harness = scorecard()) {
            harness.open();
            feed(harness, 0);
            harness.processWatermark(new Watermark(WINDOW_MS));
            feed(harness, 1);
            int before = harness.extractOutputValues().size();
            snapshot = harness.snapshot(1, 1);
            feed(harness, 2);
            harness.processWatermark(new Watermark(5 * WINDOW_MS));
            List<SequencerInput> all = harness.extractOutputValues();
            expected = all.subList(before, all.size());
        }
        try (var harness = scorecard()) {
            harness.initializeState(snapshot);
            harness.open();
            feed(harness, 2);
            harness.processWatermark(new Watermark(5 * WINDOW_MS));
            assertThat(harness.extractOutputValues()).isEqualTo(expected);
            assertThat(weights(expected)).hasSize(2);
        }
    }

    private static List<WeightsSpec> weights(List<SequencerInput> out) {
        List<WeightsSpec> specs = new ArrayList<>();
        for (SequencerInput in : out) {
            WeightsSpec spec = in.weights();
            if (spec != null) {
                specs.add(spec);
            }
        }
        return specs;
    }

    private static void feed(OneInputStreamOperatorTestHarness<Credit, SequencerInput> harness, long window)
            throws Exception {
        for (int i = 0; i < 6; i++) {
            long knownTsMs = window * WINDOW_MS + 100L * i;
            harness.processElement(
                    Predictions.credit("A", i, knownTsMs, 1, i % 2, .5 + .2 * (i % 2), .5, .4, .1 * window), knownTsMs);
        }
    }

    private static List<Credit> pure(List<Prediction> predictions) {
        OutcomeState state = new OutcomeState();
        List<Credit> credits = new ArrayList<>();
        predictions.forEach(p -> OutcomeTracker.step(state, p, credits::add));
        return credits;
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Prediction, Credit> outcomes() throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new OutcomeFunction((context, stage) -> StageProbe.NONE)),
                Prediction::symbol,
                Types.STRING);
        harness.getExecutionConfig().enableObjectReuse();
        return harness;
    }

    private static OneInputStreamOperatorTestHarness<Credit, SequencerInput> scorecard() throws Exception {
        return new OneInputStreamOperatorTestHarness<>(new ScorecardOperator(WINDOW_MS, RULE));
    }
}
