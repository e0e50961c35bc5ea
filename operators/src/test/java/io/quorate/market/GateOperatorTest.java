package io.quorate.market;

import static io.quorate.market.MarketEvents.count;
import static io.quorate.market.MarketEvents.inbound;
import static io.quorate.market.MarketEvents.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.control.MarketSignal;
import io.quorate.schema.market.Inbound;
import io.quorate.schema.market.LateEvent;
import io.quorate.schema.market.MarketEvent;
import io.quorate.telemetry.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness declares close() throws Exception
class GateOperatorTest {

    private static final long LATENESS_MS = 20;

    @BeforeEach
    void clearCounts() {
        MarketEvents.COUNTS.clear();
    }

    @Test
    void recordAtTheBoundaryPassesAndTheOneBeforeIsLate() throws Exception {
        try (var gate = opened(1, 0)) {
            process(gate, inbound(trade(0, 1_000, 0)));
            process(gate, inbound(trade(0, 980, 1)));
            process(gate, inbound(trade(0, 979, 2)));
            assertThat(gate.extractOutputValues()).containsExactly(trade(0, 1_000, 0), trade(0, 980, 1));
            assertThat(side(gate, GateOperator.LATE)).containsExactly(new LateEvent(trade(0, 979, 2), 1_000));
        }
    }

    @Test
    void forwardedRecordCarriesItsEventTime() throws Exception {
        MarketEvent bar = MarketEvent.bar("x", "S", 1_000, 500, 1, 1, 1, 1, 1, 0, 0);
        try (var gate = opened(1, 0)) {
            process(gate, inbound(bar));
            assertThat(gate.getOutput()).containsExactly(new StreamRecord<>(bar, 1_500));
        }
    }

    @Test
    void heartbeatAdvancesTimeAndEndsHere() throws Exception {
        try (var gate = opened(1, 0)) {
            process(gate, inbound(MarketEvent.heartbeat("x", 1_000, 2, 0)));
            process(gate, inbound(trade(2, 979, 1)));
            process(gate, inbound(MarketEvent.heartbeat("x", 5, 2, 2)));
            assertThat(gate.extractOutputValues()).isEmpty();
            assertThat(side(gate, GateOperator.SIGNALS)).containsExactly(MarketSignal.firstSeen(2, 1_000));
            assertThat(side(gate, GateOperator.LATE)).hasSize(1);
        }
    }

    @Test
    void refusedRecordGoesToDeadLettersAndIsNotSeen() throws Exception {
        try (var gate = opened(1, 0)) {
            process(gate, refused(0, 7));
            assertThat(side(gate, GateOperator.DEAD_LETTERS))
                    .containsExactly(refused(0, 7).refused());
            assertThat(side(gate, GateOperator.SIGNALS)).isEmpty();
            process(gate, inbound(trade(0, 50, 8)));
            assertThat(side(gate, GateOperator.SIGNALS)).containsExactly(MarketSignal.firstSeen(0, 50));
        }
    }

    @Test
    void everyRecordIsCountedOnce() throws Exception {
        try (var gate = opened(1, 0)) {
            process(gate, inbound(trade(0, 1_000, 0)));
            process(gate, inbound(trade(0, 10, 1)));
            process(gate, refused(0, 2));
            process(gate, inbound(MarketEvent.heartbeat("x", 1_000, 0, 3)));
        }
        assertThat(count(Count.EVENTS_IN)).isEqualTo(3);
        assertThat(count(Count.LATE)).isEqualTo(1);
        assertThat(count(Count.REJECTED)).isEqualTo(1);
        assertThat(count(Count.HEARTBEATS)).isEqualTo(1);
    }

    @Test
    void endIsReportedBeforeTheLastWatermark() throws Exception {
        try (var gate = opened(1, 0)) {
            process(gate, inbound(trade(0, 1_000, 0)));
            process(gate, inbound(trade(1, 1_500, 0)));
            gate.processWatermark(new Watermark(979));
            assertThat(gate.getOutput()).contains(new Watermark(979));
            gate.getOutput().clear();
            List<Object> order = new ArrayList<>();
            Queue<StreamRecord<MarketSignal>> signals = gate.getSideOutput(GateOperator.SIGNALS);
            signals.clear();
            gate.processWatermark(Watermark.MAX_WATERMARK);
            signals.forEach(record -> order.add(record.getValue()));
            order.addAll(gate.getOutput());
            assertThat(order).containsExactly(MarketSignal.end(1_500), Watermark.MAX_WATERMARK);
        }
    }

    @Test
    void gateWithoutPartitionsReportsNoEnd() throws Exception {
        try (var gate = opened(2, 1)) {
            gate.processWatermark(Watermark.MAX_WATERMARK);
            assertThat(side(gate, GateOperator.SIGNALS)).isEmpty();
            assertThat(gate.getOutput()).containsExactly(Watermark.MAX_WATERMARK);
        }
    }

    @Test
    void everySubtaskKnowsAllPartitionsAfterRescaling() throws Exception {
        OperatorSubtaskState both;
        try (var first = opened(2, 0);
                var second = opened(2, 1)) {
            process(first, inbound(trade(0, 1_000, 0)));
            process(second, inbound(trade(1, 2_000, 0)));
            both = AbstractStreamOperatorTestHarness.repackageState(first.snapshot(1, 1), second.snapshot(1, 1));
        }
        for (int subtask = 0; subtask < 3; subtask++) {
            OperatorSubtaskState own =
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(both, 128, 2, 3, subtask);
            try (var gate = harness(3, subtask)) {
                gate.initializeState(own);
                gate.open();
                process(gate, inbound(trade(0, 979, 1)));
                process(gate, inbound(trade(1, 1_980, 1)));
                assertThat(side(gate, GateOperator.SIGNALS)).isEmpty();
                assertThat(side(gate, GateOperator.LATE)).containsExactly(new LateEvent(trade(0, 979, 1), 1_000));
                assertThat(gate.extractOutputValues()).containsExactly(trade(1, 1_980, 1));
            }
        }
    }

    @Test
    void staleKnowledgeOfAnotherSubtaskLosesToTheGreater() throws Exception {
        OperatorSubtaskState stale;
        OperatorSubtaskState fresh;
        try (var first = opened(1, 0)) {
            process(first, inbound(trade(0, 1_000, 0)));
            stale = first.snapshot(1, 1);
            process(first, inbound(trade(0, 5_000, 1)));
            fresh = first.snapshot(2, 2);
        }
        try (var gate = harness(1, 0)) {
            gate.initializeState(AbstractStreamOperatorTestHarness.repackageState(fresh, stale));
            gate.open();
            process(gate, inbound(trade(0, 4_979, 2)));
            assertThat(side(gate, GateOperator.LATE)).hasSize(1);
        }
    }

    private static OneInputStreamOperatorTestHarness<Inbound, MarketEvent> harness(int parallelism, int subtask)
            throws Exception {
        return new OneInputStreamOperatorTestHarness<>(
                new GateOperator(LATENESS_MS, 5_000, 2, MarketEvents.PROBES), 128, parallelism, subtask);
    }

    private static OneInputStreamOperatorTestHarness<Inbound, MarketEvent> opened(int parallelism, int subtask)
            throws Exception {
        var gate = harness(parallelism, subtask);
        gate.open();
        return gate;
    }

    private static void process(OneInputStreamOperatorTestHarness<Inbound, MarketEvent> gate, Inbound inbound)
            throws Exception {
        gate.processElement(new StreamRecord<>(inbound, 0));
    }

    private static <T> List<T> side(OneInputStreamOperatorTestHarness<Inbound, MarketEvent> gate, OutputTag<T> tag) {
        Queue<StreamRecord<T>> records = gate.getSideOutput(tag);
        return records == null
                ? List.of()
                : records.stream().map(StreamRecord::getValue).toList();
    }

    private static MarketEvent trade(int partition, long tsMs, long offset) {
        return MarketEvent.trade("x", "S", tsMs, "", 100, 1, partition, offset);
    }
}
