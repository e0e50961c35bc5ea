package io.quorate.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.market.Sample;
import io.quorate.schema.state.FeatureState;
import io.quorate.schema.state.FramesState;
import io.quorate.telemetry.Count;
import io.quorate.telemetry.Level;
import io.quorate.telemetry.StageProbe;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness closes with InterruptedException
class FeatureFunctionTest {

    private static final FeatureLayout LAYOUT = FeatureLayout.standard(5, 20);

    @Test
    void symbolsAreIndependentAndCounted() throws Exception {
        List<Sample> a = Walks.mixed("A", 1, 150);
        List<Sample> b = Walks.mixed("B", 2, 150);
        Counts counts = new Counts();
        FeatureFunction function = new FeatureFunction(LAYOUT, (context, stage) -> counts);
        List<FeatureVector> out;
        try (var harness = harness(function)) {
            harness.open();
            for (int i = 0; i < 150; i++) {
                harness.processElement(a.get(i), i);
                harness.processElement(b.get(i), i);
            }
            assertThat(harness.numKeyedStateEntries()).isEqualTo(2);
            out = harness.extractOutputValues();
        }
        assertThat(out.stream().filter(v -> v.sample().symbol().equals("A")).toList())
                .isEqualTo(FeatureStepTest.vectors(LAYOUT, a));
        assertThat(out.stream().filter(v -> v.sample().symbol().equals("B")).toList())
                .isEqualTo(FeatureStepTest.vectors(LAYOUT, b));
        assertThat(counts.added).containsEntry(Count.SAMPLES, 300L).containsEntry(Count.WARMING, 78L);
        assertThat(counts.measured).isEqualTo(300);
    }

    @Test
    void restoreInTheMiddleGivesTheSameVectors() throws Exception {
        List<Sample> walk = Walks.mixed("A", 3, 900);
        List<FeatureVector> expected = FeatureStepTest.vectors(LAYOUT, walk);
        for (int cut : new int[] {1, 20, 37, 39, 333, 640}) {
            List<FeatureVector> actual = new ArrayList<>();
            OperatorSubtaskState snapshot;
            try (var harness = harness(function())) {
                harness.open();
                feed(harness, walk, 0, cut);
                snapshot = harness.snapshot(1, cut);
                // goes on after the snapshot, which must not see it
                feed(harness, walk, cut, cut + 30);
                actual.addAll(harness.extractOutputValues().subList(0, Math.max(0, cut - 39)));
            }
            try (var harness = harness(function())) {
                harness.initializeState(snapshot);
                harness.open();
                feed(harness, walk, cut, walk.size());
                actual.addAll(harness.extractOutputValues());
            }
            assertThat(actual).as("cut at %d", cut).isEqualTo(expected);
        }
    }

    @Test
    void higherTimeframesSurviveARestore() throws Exception {
        FeatureLayout layout = LAYOUT.with(List.of(new HigherTimeframe("1min", 60_000, List.of(2))));
        List<Sample> walk = Walks.mixed("A", 4, 1_200);
        FeatureStep step = new FeatureStep(layout);
        FeatureState state = step.newState();
        FramesState frames = step.newFrames();
        List<FeatureVector> expected = new ArrayList<>();
        for (Sample sample : walk) {
            FeatureVector vector = step.next(state, frames, sample);
            if (vector != null) {
                expected.add(vector);
            }
        }
        OperatorSubtaskState snapshot;
        List<FeatureVector> actual = new ArrayList<>();
        try (var harness = harness(new FeatureFunction(layout, (context, stage) -> StageProbe.NONE))) {
            harness.open();
            feed(harness, walk, 0, 1_000);
            snapshot = harness.snapshot(1, 1_000);
            actual.addAll(harness.extractOutputValues());
            assertThat(harness.numKeyedStateEntries()).isEqualTo(2);
        }
        try (var harness = harness(new FeatureFunction(layout, (context, stage) -> StageProbe.NONE))) {
            harness.initializeState(snapshot);
            harness.open();
            feed(harness, walk, 1_000, walk.size());
            actual.addAll(harness.extractOutputValues());
        }
        assertThat(actual).isEqualTo(expected).hasSizeGreaterThan(100);
    }

    @Test
    void stateAndVectorAreSerialisedWithoutKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(FramesState.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(FeatureState.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(FeatureVector.class);
    }

    private static FeatureFunction function() {
        return new FeatureFunction(LAYOUT, (context, stage) -> StageProbe.NONE);
    }

    private static void feed(
            KeyedOneInputStreamOperatorTestHarness<String, Sample, FeatureVector> harness,
            List<Sample> walk,
            int from,
            int to)
            throws Exception {
        for (int i = from; i < to; i++) {
            harness.processElement(walk.get(i), walk.get(i).tsMs());
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Sample, FeatureVector> harness(
            FeatureFunction function) throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(function), Sample::symbol, Types.STRING);
    }

    /** Remembers what was counted. */
    private static final class Counts implements StageProbe {
        final Map<Count, Long> added = new EnumMap<>(Count.class);
        long measured;

        @Override
        public long begin() {
            return 7;
        }

        @Override
        public void end(long begin) {
            assertThat(begin).isEqualTo(7);
            measured++;
        }

        @Override
        public void add(Count count, long n) {
            added.merge(count, n, Long::sum);
        }

        @Override
        public void level(Level level, long value) {}
    }
}
