package io.quorate.feature;

import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.market.Sample;
import io.quorate.schema.state.FeatureState;
import io.quorate.schema.state.FramesState;
import io.quorate.telemetry.Count;
import io.quorate.telemetry.StageProbe;
import io.quorate.telemetry.StageProbeFunction;
import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Key: symbol. State: one {@link FeatureState} per symbol and one {@link FramesState} when the layout has higher
 * timeframes, never cleared, fixed in size (bounded by the symbols of the feed). Output: the vector of each sample once
 * the symbol is warm. Samples must arrive in event-time order.
 */
public final class FeatureFunction extends KeyedProcessFunction<String, Sample, FeatureVector> {

    /** Name of the stage in metrics and of the state in savepoints. */
    public static final String STAGE = "features";

    /** What the features of a symbol need of its past. */
    public static final ValueStateDescriptor<FeatureState> FEATURES =
            new ValueStateDescriptor<>(STAGE, TypeInformation.of(FeatureState.class));

    /** The longer bars of a symbol, when the layout has any. */
    public static final ValueStateDescriptor<FramesState> TIMEFRAMES =
            new ValueStateDescriptor<>("timeframes", TypeInformation.of(FramesState.class));

    private static final long serialVersionUID = 1L;

    private final FeatureLayout layout;
    private final GapRule gaps;
    private final StageProbeFunction probes;

    private transient FeatureStep step;
    private transient StageProbe probe;
    private transient ValueState<FeatureState> state;
    private transient ValueState<FramesState> frames;

    @SuppressWarnings("NullAway.Init")
    public FeatureFunction(FeatureLayout layout, StageProbeFunction probes) {
        this(layout, GapRule.NONE, probes);
    }

    @SuppressWarnings("NullAway.Init")
    public FeatureFunction(FeatureLayout layout, GapRule gaps, StageProbeFunction probes) {
        this.layout = layout;
        this.gaps = gaps;
        this.probes = probes;
    }

    @Override
    public void open(OpenContext context) {
        step = new FeatureStep(layout, gaps);
        probe = probes.open(getRuntimeContext(), STAGE);
        state = getRuntimeContext().getState(FEATURES);
        frames = getRuntimeContext().getState(TIMEFRAMES);
    }

    @Override
    public void processElement(Sample sample, Context context, Collector<FeatureVector> out) throws Exception {
        long begin = probe.begin();
        FeatureState features = state.value();
        if (features == null) {
            features = step.newState();
        }
        FeatureVector vector = layout.higher().isEmpty() ? step.next(features, sample) : withFrames(features, sample);
        state.update(features);
        probe.add(Count.FILLED, step.filledBars());
        probe.end(begin);
        probe.add(Count.SAMPLES, 1);
        if (vector == null) {
            probe.add(Count.WARMING, 1);
        } else {
            probe.add(Count.DROPPED_VALUES, step.droppedValues());
            out.collect(vector);
        }
    }

    private @Nullable FeatureVector withFrames(FeatureState features, Sample sample) throws IOException {
        FramesState known = frames.value();
        FramesState longer = known == null ? step.newFrames() : known;
        FeatureVector vector = step.next(features, longer, sample);
        frames.update(longer);
        return vector;
    }
}
