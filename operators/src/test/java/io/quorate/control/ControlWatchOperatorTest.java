package io.quorate.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.market.WatermarkSignalOperator;
import io.quorate.schema.alert.Alert;
import io.quorate.schema.alert.AlertState;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.MarketSignal;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** The doors of the watch: pulses of the market's time, alerts by the wall clock. */
@SuppressWarnings("try") // the harness closes with InterruptedException
class ControlWatchOperatorTest {

    @Test
    void aControlLogThatStandsStillRaisesAnAlertAndClearsIt() throws Exception {
        try (var harness =
                new TwoInputStreamOperatorTestHarness<ControlRecord, Long, Alert>(new ControlWatchOperator(60_000))) {
            harness.open();
            harness.setProcessingTime(1_000);
            harness.processElement1(new StreamRecord<>(ControlRecord.frontier(5_000, 500)));
            harness.processElement2(new StreamRecord<>(7_000L));
            harness.setProcessingTime(60_000);
            assertThat(harness.extractOutputValues()).isEmpty();
            harness.setProcessingTime(80_000);
            assertThat(harness.extractOutputValues()).extracting(Alert::state).containsExactly(AlertState.RAISED);
            harness.processElement1(new StreamRecord<>(ControlRecord.frontier(12_000, 7_000)));
            assertThat(harness.extractOutputValues())
                    .extracting(Alert::state)
                    .containsExactly(AlertState.RAISED, AlertState.CLEARED);
        }
    }

    @Test
    void thePulseIsTheNewestTimeAndOnlyWhenItMoved() throws Exception {
        try (var harness =
                new OneInputStreamOperatorTestHarness<MarketSignal, MarketSignal>(new WatermarkSignalOperator())) {
            harness.open();
            harness.setProcessingTime(100);
            assertThat(harness.getSideOutput(WatermarkSignalOperator.PULSE)).isNull();
            harness.processWatermark(new Watermark(10));
            harness.processWatermark(new Watermark(20));
            harness.setProcessingTime(200);
            harness.setProcessingTime(1_000);
            assertThat(harness.getSideOutput(WatermarkSignalOperator.PULSE))
                    .extracting(StreamRecord::getValue)
                    .containsExactly(20L);
            assertThat(harness.extractOutputValues()).hasSize(2);
        }
    }
}
