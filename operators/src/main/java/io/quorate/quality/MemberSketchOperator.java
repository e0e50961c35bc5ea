package io.quorate.quality;

import io.quorate.schema.model.Credit;
import io.quorate.schema.quality.QualitySketch;
import io.quorate.schema.state.MemberCounts;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Counts the labels that became known, by window and member.
 *
 * <p>Not keyed; chained to outcomes. State: counts of the open windows, list state, 2 kB each; cleared when the watermark
 * closes the window.
 */
public final class MemberSketchOperator extends AbstractStreamOperator<QualitySketch>
        implements OneInputStreamOperator<Credit, QualitySketch> {

    /** Counts of the open windows. */
    public static final ListStateDescriptor<MemberCounts> COUNTS =
            new ListStateDescriptor<>("member-counts", TypeInformation.of(MemberCounts.class));

    private static final long serialVersionUID = 1L;

    private final long windowMs;

    @SuppressWarnings("NullAway.Init")
    private transient ListState<MemberCounts> state;

    @SuppressWarnings("NullAway.Init")
    private transient MemberSketch sketch;

    public MemberSketchOperator(long windowMs) {
        this.windowMs = windowMs;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        sketch = new MemberSketch(windowMs);
        state = context.getOperatorStateStore().getListState(COUNTS);
        for (MemberCounts counts : state.get()) {
            sketch.restore(counts);
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        state.update(sketch.open());
    }

    @Override
    public void processElement(StreamRecord<Credit> element) {
        sketch.add(element.getValue());
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        long completeMs = mark.getTimestamp() == Long.MAX_VALUE ? Long.MAX_VALUE : mark.getTimestamp() + 1;
        for (MemberCounts counts : sketch.closeThrough(completeMs)) {
            output.collect(new StreamRecord<>(QualitySketch.of(counts)));
        }
        super.processWatermark(mark);
    }
}
