package io.quorate.quality;

import io.quorate.ensemble.ReferenceBoard;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.model.ReferenceProfile;
import io.quorate.schema.quality.QualitySketch;
import io.quorate.schema.state.FeatureCounts;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Counts what was scored by window and bin, so that one record per window leaves the subtask and not one per sample.
 *
 * <p>Not keyed; chained to score, whose process knows the references. State: counts of the open windows, list state; any
 * subtask may take them up again, since they are added. Cleared when the watermark closes the window.
 */
public final class FeatureSketchOperator extends AbstractStreamOperator<QualitySketch>
        implements OneInputStreamOperator<Prediction, QualitySketch> {

    /** Counts of the open windows. */
    public static final ListStateDescriptor<FeatureCounts> COUNTS =
            new ListStateDescriptor<>("feature-counts", TypeInformation.of(FeatureCounts.class));

    private static final long serialVersionUID = 1L;

    private final long windowMs;

    @SuppressWarnings("NullAway.Init")
    private transient ListState<FeatureCounts> state;

    @SuppressWarnings("NullAway.Init")
    private transient FeatureSketch sketch;

    @SuppressWarnings("NullAway.Init")
    private transient String job;

    private transient long knownVersion;
    private transient @Nullable ReferenceProfile known;

    public FeatureSketchOperator(long windowMs) {
        this.windowMs = windowMs;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        sketch = new FeatureSketch(windowMs);
        job = getRuntimeContext().getJobInfo().getJobId().toHexString();
        state = context.getOperatorStateStore().getListState(COUNTS);
        for (FeatureCounts counts : state.get()) {
            sketch.restore(counts);
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        state.update(sketch.open());
    }

    @Override
    public void processElement(StreamRecord<Prediction> element) {
        Prediction p = element.getValue();
        if (known == null || knownVersion != p.ensembleVersion()) {
            known = ReferenceBoard.find(job, p.ensembleVersion());
            knownVersion = p.ensembleVersion();
        }
        if (known != null) {
            sketch.add(p, known);
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        long completeMs = mark.getTimestamp() == Long.MAX_VALUE ? Long.MAX_VALUE : mark.getTimestamp() + 1;
        for (FeatureCounts counts : sketch.closeThrough(completeMs)) {
            output.collect(new StreamRecord<>(QualitySketch.of(counts)));
        }
        super.processWatermark(mark);
    }
}
