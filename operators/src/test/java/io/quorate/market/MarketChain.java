package io.quorate.market;

import io.quorate.feature.FeatureFunction;
import io.quorate.feature.FeatureLayout;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.market.Inbound;
import io.quorate.schema.market.LateEvent;
import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.market.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/**
 * Gate, release and features in harnesses, one behind the other, with the watermark of the source. As in Flink, the
 * watermark is not part of a snapshot.
 */
@SuppressWarnings("try") // the harnesses declare close() throws Exception
final class MarketChain implements AutoCloseable {

    private final int partitions;
    private final LatenessGate source;
    private final OneInputStreamOperatorTestHarness<Inbound, MarketEvent> gate;
    private final KeyedOneInputStreamOperatorTestHarness<String, MarketEvent, MarketEvent> release;
    private final KeyedOneInputStreamOperatorTestHarness<String, Sample, FeatureVector> features;
    private final SampleFunction samples = new SampleFunction();

    /** State of the three operators. */
    record Snapshot(OperatorSubtaskState gate, OperatorSubtaskState release, OperatorSubtaskState features) {}

    /** Opens the chain, from a snapshot when there is one. */
    MarketChain(long latenessMs, int partitions, DedupeRule rule, FeatureLayout layout, @Nullable Snapshot from)
            throws Exception {
        this.partitions = partitions;
        source = new LatenessGate(latenessMs);
        gate = new OneInputStreamOperatorTestHarness<>(
                new GateOperator(latenessMs, 5_000, partitions, MarketEvents.PROBES));
        release = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new ReleaseFunction(rule, MarketEvents.PROBES)),
                MarketEvent::symbol,
                Types.STRING);
        features = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new FeatureFunction(layout, MarketEvents.PROBES)),
                Sample::symbol,
                Types.STRING);
        if (from != null) {
            gate.initializeState(from.gate());
            release.initializeState(from.release());
            features.initializeState(from.features());
        }
        gate.open();
        release.open();
        features.open();
    }

    /** Takes the next record of a partition. */
    void take(MarketEvent event) throws Exception {
        gate.processElement(new StreamRecord<>(MarketEvents.inbound(event), event.eventTimeMs()));
        source.advance(event.partition(), event.eventTimeMs());
        watermark(new Watermark(source.watermarkMs(partitions)));
    }

    /** Ends the stream. */
    void end() throws Exception {
        watermark(Watermark.MAX_WATERMARK);
    }

    private void watermark(Watermark watermark) throws Exception {
        for (Object out = gate.getOutput().poll();
                out != null;
                out = gate.getOutput().poll()) {
            if (out instanceof StreamRecord<?> record) {
                MarketEvent event = (MarketEvent) record.getValue();
                release.processElement(new StreamRecord<>(event, event.eventTimeMs()));
            }
        }
        release.processWatermark(watermark);
        for (Object out = release.getOutput().poll();
                out != null;
                out = release.getOutput().poll()) {
            if (out instanceof StreamRecord<?> record) {
                Sample sample = samples.map((MarketEvent) record.getValue());
                features.processElement(new StreamRecord<>(sample, sample.tsMs()));
            }
        }
    }

    /** Vectors emitted so far. */
    List<FeatureVector> vectors() {
        return features.extractOutputValues();
    }

    /** Late records so far, of the gate and behind it. */
    List<MarketEvent> late() {
        List<MarketEvent> late = new ArrayList<>();
        for (AbstractStreamOperatorTestHarness<?> each : List.of(gate, release)) {
            Queue<StreamRecord<LateEvent>> records = each.getSideOutput(GateOperator.LATE);
            if (records != null) {
                records.forEach(record -> late.add(record.getValue().event()));
            }
        }
        return late;
    }

    Snapshot snapshot() throws Exception {
        return new Snapshot(gate.snapshot(1, 1), release.snapshot(1, 1), features.snapshot(1, 1));
    }

    @Override
    public void close() throws Exception {
        gate.close();
        release.close();
        features.close();
    }
}
