package io.quorate.outcome;

import io.quorate.schema.control.SequencerInput;
import io.quorate.schema.control.WeightsSpec;
import io.quorate.schema.model.Credit;
import io.quorate.schema.state.ScorecardState;
import java.util.List;
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
 * The scorecard: closes event-time windows of credits on the watermark and tells the sequencer the weights that follow.
 *
 * <p>Parallelism 1. State: sums of the open windows and the weights of the last ensembles, both small and bounded.
 * Output: WEIGHTS for windows with credits, THROUGH when a later window is closed; after a restore the same again.
 */
public final class ScorecardOperator extends AbstractStreamOperator<SequencerInput>
        implements OneInputStreamOperator<Credit, SequencerInput> {

    /** The scorecard, one element. */
    public static final ListStateDescriptor<ScorecardState> SCORECARD =
            new ListStateDescriptor<>("scorecard", TypeInformation.of(ScorecardState.class));

    private static final long serialVersionUID = 1L;

    private final long windowMs;
    private final WeightsRule rule;

    @SuppressWarnings("NullAway.Init")
    private transient ListState<ScorecardState> state;

    @SuppressWarnings("NullAway.Init")
    private transient WeightsScorecard scorecard;

    public ScorecardOperator(long windowMs, WeightsRule rule) {
        this.windowMs = windowMs;
        this.rule = rule;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        state = context.getOperatorStateStore().getListState(SCORECARD);
        ScorecardState restored = new ScorecardState();
        for (ScorecardState s : state.get()) {
            restored = s;
        }
        scorecard = new WeightsScorecard(windowMs, rule, restored);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        state.update(List.of(scorecard.state()));
    }

    @Override
    public void processElement(StreamRecord<Credit> element) {
        scorecard.add(element.getValue());
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        // every record at or before the mark has come: windows that end at mark + 1 are complete
        long completeMs = mark.getTimestamp() == Long.MAX_VALUE ? Long.MAX_VALUE : mark.getTimestamp() + 1;
        for (WeightsSpec spec : scorecard.closeThrough(completeMs)) {
            output.collect(new StreamRecord<>(SequencerInput.weights(spec)));
        }
        long through = Math.floorDiv(completeMs, windowMs) - 1;
        if (mark.getTimestamp() < Long.MAX_VALUE && through > scorecard.state().throughWindow) {
            scorecard.state().throughWindow = through;
            output.collect(new StreamRecord<>(SequencerInput.through(through)));
        }
        super.processWatermark(mark);
    }
}
