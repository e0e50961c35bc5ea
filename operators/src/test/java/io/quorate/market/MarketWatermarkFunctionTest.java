package io.quorate.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.control.MarketSignal;
import io.quorate.schema.market.MarketEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness declares close() throws Exception
class MarketWatermarkFunctionTest {

    private final Emitted emitted = new Emitted();
    private final MarketWatermarkFunction function = new MarketWatermarkFunction(20);

    @Test
    void everyAdvanceIsEmittedAtOnce() {
        function.onEvent(MarketEvents.inbound(MarketEvents.trade(100, "", 0)), 0, emitted);
        function.onEvent(MarketEvents.inbound(MarketEvents.trade(90, "", 1)), 0, emitted);
        function.onEvent(MarketEvents.inbound(MarketEvent.heartbeat("x", 130, 0, 2)), 0, emitted);
        function.onEvent(MarketEvents.inbound(MarketEvent.bar("x", "S", 100, 50, 1, 1, 1, 1, 1, 0, 3)), 0, emitted);
        function.onPeriodicEmit(emitted);
        assertThat(emitted.watermarksMs).containsExactly(79L, 109L, 129L);
    }

    @Test
    void refusedRecordMovesNothing() {
        function.onEvent(MarketEvents.refused(0, 1), Long.MAX_VALUE, emitted);
        assertThat(emitted.watermarksMs).isEmpty();
    }

    @Test
    void combinedWatermarkBecomesARecordBehindItself() throws Exception {
        try (var harness = new OneInputStreamOperatorTestHarness<>(new WatermarkSignalOperator())) {
            harness.open();
            harness.processElement(new StreamRecord<>(MarketSignal.firstSeen(1, 5)));
            harness.processWatermark(new org.apache.flink.streaming.api.watermark.Watermark(7));
            assertThat(harness.getOutput())
                    .containsExactly(
                            new StreamRecord<>(MarketSignal.firstSeen(1, 5)),
                            new org.apache.flink.streaming.api.watermark.Watermark(7),
                            new StreamRecord<>(MarketSignal.watermark(7)));
        }
    }

    private static final class Emitted implements WatermarkOutput {
        final List<Long> watermarksMs = new ArrayList<>();

        @Override
        public void emitWatermark(Watermark watermark) {
            watermarksMs.add(watermark.getTimestamp());
        }

        @Override
        public void markIdle() {
            throw new AssertionError("expected never idle");
        }

        @Override
        public void markActive() {}
    }
}
