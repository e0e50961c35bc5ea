package io.quorate.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.SequencerInput;
import io.quorate.telemetry.StageProbe;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.types.PojoTestUtils;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness closes with InterruptedException
class ControlDoorsTest {

    /** What the operator under test has written; static, because the operator is serialised. */
    private static final List<ControlRecord> LOG = new ArrayList<>();

    private static boolean broken;

    @BeforeEach
    void clear() {
        LOG.clear();
        broken = false;
    }

    @Test
    void theFrontierIsTheWatermarkOfTheControlStream() throws Exception {
        try (var harness = new OneInputStreamOperatorTestHarness<>(new FrontierOperator())) {
            harness.open();
            harness.processElement(Epochs.ensemble(1, 50), 50);
            harness.processElement(ControlRecord.frontier(100, 7), 100);
            // the source's own watermark, min(market watermark, frontier), is for alignment only
            harness.processWatermark(new org.apache.flink.streaming.api.watermark.Watermark(7));
            harness.processElement(ControlRecord.frontier(100, 90), 100);
            assertThat(harness.getOutput())
                    .extracting(ControlDoorsTest::text)
                    .containsExactly("ENSEMBLE@50", "FRONTIER@100", "watermark 100", "FRONTIER@100", "watermark 100");
        }
    }

    @Test
    void theEndOfAReplayedLogOpensEveryEventTime() throws Exception {
        try (var harness = new OneInputStreamOperatorTestHarness<>(new FrontierOperator())) {
            harness.open();
            harness.processElement(ControlRecord.frontier(100, 7), 100);
            harness.processWatermark(org.apache.flink.streaming.api.watermark.Watermark.MAX_WATERMARK);
            assertThat(harness.getOutput())
                    .extracting(ControlDoorsTest::text)
                    .containsExactly(
                            "FRONTIER@100",
                            "watermark 100",
                            "FRONTIER@" + Long.MAX_VALUE,
                            "watermark " + Long.MAX_VALUE);
        }
    }

    @Test
    void theControlSourceIsAlignedByTheMarketWatermarkInTheLog() {
        List<Long> emitted = new ArrayList<>();
        WatermarkOutput output = new WatermarkOutput() {
            @Override
            public void emitWatermark(Watermark watermark) {
                emitted.add(watermark.getTimestamp());
            }

            @Override
            public void markIdle() {
                throw new AssertionError("expected never idle");
            }

            @Override
            public void markActive() {}
        };
        var generator = ControlWatermarkFunction.strategy().createWatermarkGenerator(new NoContext());
        generator.onEvent(Epochs.ensemble(1, 5_000), 5_000, output);
        generator.onPeriodicEmit(output);
        generator.onEvent(ControlRecord.frontier(100, 7), 100, output);
        generator.onEvent(ControlRecord.frontier(100, 60), 100, output);
        assertThat(emitted).containsExactly(7L, 60L);
    }

    @Test
    void aRestoredSequencerRemembersWhatTheMarketReportsOnlyOnce() throws Exception {
        OperatorSubtaskState snapshot;
        try (var harness = sequencer()) {
            harness.open();
            harness.processElement(SequencerInput.firstSeen(1, 4_700), 0);
            harness.processElement(SequencerInput.end(9_000), 0);
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = sequencer()) {
            harness.initializeState(snapshot);
            harness.open();
            assertThat(LOG).isEmpty();
            harness.processElement(SequencerInput.firstSeen(0, 5_200), 0);
            assertThat(LOG).containsExactly(ControlRecord.start(4_000));
            harness.processElement(SequencerInput.watermark(Long.MAX_VALUE), 0);
            harness.processElement(SequencerInput.through(9), 0);
            assertThat(LOG.get(LOG.size() - 1)).isEqualTo(ControlRecord.frontier(Long.MAX_VALUE, Long.MAX_VALUE));
            assertThat(harness.extractOutputValues()).isEqualTo(LOG);
        }
    }

    @Test
    void aSequencerWithoutStateGoesOnFromTheLog() throws Exception {
        try (var harness = sequencer()) {
            harness.open();
            start(harness);
            harness.processElement(SequencerInput.request(0, SequencerRig.strategy("p", 1, -1)), 0);
            harness.processElement(SequencerInput.request(1, SequencerRig.ensemble(1, -1)), 0);
        }
        int written = LOG.size();
        try (var harness = sequencer()) {
            harness.open();
            assertThat(LOG.subList(written, LOG.size()))
                    .extracting(ControlRecord::kind)
                    .containsExactly(ControlKind.FRONTIER, ControlKind.PREPARE);
            harness.processElement(SequencerInput.request(0, SequencerRig.strategy("p", 1, -1)), 0);
            harness.processElement(SequencerInput.request(1, SequencerRig.ensemble(1, -1)), 0);
            assertThat(LOG).hasSize(written + 2);
        }
    }

    @Test
    void nothingIsHandedOnThatIsNotInTheLog() throws Exception {
        try (var harness = sequencer()) {
            harness.open();
            start(harness);
            int written = LOG.size();
            broken = true;
            assertThatThrownBy(() ->
                            harness.processElement(SequencerInput.request(0, SequencerRig.strategy("p", 1, -1)), 0))
                    .hasMessageContaining("fenced");
            assertThat(harness.extractOutputValues()).hasSize(written);
        }
    }

    @Test
    void timePassesWithoutInput() throws Exception {
        try (var harness = sequencer()) {
            harness.open();
            start(harness);
            harness.processElement(SequencerInput.request(0, SequencerRig.ensemble(1, -1)), 0);
            for (long t = 0; t <= SequencerRig.LOAD_TIMEOUT_MS + 100; t += 50) {
                harness.setProcessingTime(t);
            }
            assertThat(LOG.get(LOG.size() - 1).kind()).isEqualTo(ControlKind.REFUSED);
        }
    }

    @Test
    void whatIsBroadcastAndKeptIsSerialisedWithoutKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(ControlRecord.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(SequencerInput.class);
    }

    private static void start(OneInputStreamOperatorTestHarness<SequencerInput, ControlRecord> harness)
            throws Exception {
        harness.processElement(SequencerInput.firstSeen(0, 700), 0);
        harness.processElement(SequencerInput.firstSeen(1, 700), 0);
        harness.processElement(SequencerInput.watermark(0), 0);
        assertThat(LOG).extracting(ControlRecord::kind).containsExactly(ControlKind.START, ControlKind.FRONTIER);
    }

    private static OneInputStreamOperatorTestHarness<SequencerInput, ControlRecord> sequencer() throws Exception {
        return new OneInputStreamOperatorTestHarness<>(
                new SequencerOperator(SequencerRig.SETTINGS, MemoryLog::new, (context, stage) -> StageProbe.NONE));
    }

    private static String text(Object output) {
        if (output instanceof org.apache.flink.streaming.api.watermark.Watermark w) {
            return "watermark " + w.getTimestamp();
        }
        ControlRecord r =
                (ControlRecord) ((org.apache.flink.streaming.runtime.streamrecord.StreamRecord<?>) output).getValue();
        return r.kind() + "@" + r.effectiveFromMs();
    }

    private static final class NoContext implements WatermarkGeneratorSupplier.Context {

        @Override
        public MetricGroup getMetricGroup() {
            throw new AssertionError("expected no metrics");
        }

        @Override
        public RelativeClock getInputActivityClock() {
            throw new AssertionError("expected no clock");
        }
    }

    private static final class MemoryLog implements ControlLog {

        @Override
        public List<ControlRecord> records() {
            return List.copyOf(LOG);
        }

        @Override
        public long requestsEndOffset() {
            return 0;
        }

        @Override
        public void append(List<ControlRecord> records) {
            if (broken) {
                throw new IllegalStateException("expected to be the writer, was fenced");
            }
            LOG.addAll(records);
        }

        @Override
        public void close() {}
    }
}
