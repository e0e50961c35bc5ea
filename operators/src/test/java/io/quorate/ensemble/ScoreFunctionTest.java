package io.quorate.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.control.AckChannel;
import io.quorate.control.EpochBroadcast;
import io.quorate.control.Epochs;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.WeightsSpec;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.feature.VolatilityRegime;
import io.quorate.schema.market.Sample;
import io.quorate.schema.model.Prediction;
import io.quorate.telemetry.Count;
import io.quorate.telemetry.Level;
import io.quorate.telemetry.StageProbe;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness closes with InterruptedException
class ScoreFunctionTest {

    /** What the operator under test shows; static, because the operator is serialised. */
    private static final Map<Level, Long> SHOWN = new EnumMap<>(Level.class);

    @BeforeEach
    void clear() {
        SHOWN.clear();
    }

    @Test
    void theEnsembleInForceIsShownAsTimePasses() throws Exception {
        try (var harness = harness()) {
            harness.open();
            broadcast(harness, Epochs.ensemble(1, 50), Epochs.ensemble(2, 200), Epochs.frontier(150));
            at(harness, 100);
            broadcast(harness, Epochs.frontier(260));
            assertThat(SHOWN).containsEntry(Level.ENSEMBLE_VERSION, 1L).containsEntry(Level.WEIGHTS_VERSION, -1L);
            at(harness, 199);
            broadcast(harness, weights(7, 270), Epochs.frontier(300));
            assertThat(SHOWN).containsEntry(Level.ENSEMBLE_VERSION, 1L);
            at(harness, 200);
            broadcast(harness, Epochs.frontier(310));
            assertThat(SHOWN).containsEntry(Level.ENSEMBLE_VERSION, 2L).containsEntry(Level.WEIGHTS_VERSION, -1L);
            at(harness, 270);
            broadcast(harness, Epochs.frontier(320));
            assertThat(SHOWN).containsEntry(Level.WEIGHTS_VERSION, 7L);
        }
    }

    @Test
    void aRestoredScorerShowsWhatIsInForceWithTheFirstFrontier() throws Exception {
        OperatorSubtaskState state;
        try (var harness = harness()) {
            harness.open();
            broadcast(harness, Epochs.ensemble(3, 50), Epochs.frontier(150));
            at(harness, 100);
            state = harness.snapshot(1, 1);
        }
        SHOWN.clear();
        try (var harness = harness()) {
            harness.initializeState(state);
            harness.open();
            broadcast(harness, Epochs.frontier(150));
            assertThat(SHOWN).containsEntry(Level.ENSEMBLE_VERSION, 3L);
        }
    }

    @Test
    void aRestoredScorerKnowsHowManyRecordsWait() throws Exception {
        OperatorSubtaskState state;
        try (var harness = harness()) {
            harness.open();
            broadcast(harness, Epochs.frontier(150));
            harness.processElement(vector("A", 200), 200);
            harness.processElement(vector("A", 200), 200);
            harness.processElement(vector("B", 210), 210);
            assertThat(SHOWN).containsEntry(Level.RECORDS_HELD, 3L);
            state = harness.snapshot(1, 1);
        }
        SHOWN.clear();
        try (var harness = harness()) {
            harness.initializeState(state);
            harness.open();
            harness.processElement(vector("C", 220), 220);
            broadcast(harness, Epochs.frontier(150));
            assertThat(SHOWN).containsEntry(Level.RECORDS_HELD, 4L);
            broadcast(harness, Epochs.frontier(300));
            at(harness, 205);
            assertThat(SHOWN).containsEntry(Level.RECORDS_HELD, 2L);
            at(harness, 300);
            assertThat(SHOWN).containsEntry(Level.RECORDS_HELD, 0L);
        }
    }

    private static FeatureVector vector(String symbol, long tsMs) {
        Sample sample = new Sample(symbol, tsMs, 1, 1, 1, 1, 1, 1, 1);
        return new FeatureVector(sample, 0, Epochs.LAYOUT, new double[] {1}, VolatilityRegime.NORMAL, 0.01);
    }

    private static ControlRecord weights(long window, long effectiveFromMs) {
        WeightsSpec table = Epochs.table(window, 2, 0.4, 0.6);
        return new ControlRecord(
                ControlKind.WEIGHTS,
                ControlRecord.ALL,
                window,
                effectiveFromMs,
                0,
                0,
                -1,
                "",
                "",
                "",
                null,
                table,
                null,
                null);
    }

    private static void broadcast(
            KeyedBroadcastOperatorTestHarness<String, FeatureVector, ControlRecord, Prediction> harness,
            ControlRecord... records)
            throws Exception {
        for (ControlRecord r : records) {
            harness.processBroadcastElement(r, r.effectiveFromMs());
        }
    }

    private static void at(
            KeyedBroadcastOperatorTestHarness<String, FeatureVector, ControlRecord, Prediction> harness, long tsMs)
            throws Exception {
        harness.processWatermark(new Watermark(tsMs));
        harness.processBroadcastWatermark(new Watermark(tsMs));
    }

    private static KeyedBroadcastOperatorTestHarness<String, FeatureVector, ControlRecord, Prediction> harness()
            throws Exception {
        ScoreFunction function = new ScoreFunction(
                ModelAccess.local(1_000, Duration.ofSeconds(1)),
                AckChannel.Address.nobody(),
                (context, stage) -> new Showing());
        return new KeyedBroadcastOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(function, List.of(EpochBroadcast.EPOCHS)),
                vector -> vector.sample().symbol(),
                Types.STRING,
                1,
                1,
                0);
    }

    /** Keeps the levels. */
    private static final class Showing implements StageProbe {
        @Override
        public long begin() {
            return 0;
        }

        @Override
        public void end(long begin) {}

        @Override
        public void add(Count count, long n) {}

        @Override
        public void level(Level level, long value) {
            SHOWN.put(level, value);
        }
    }
}
