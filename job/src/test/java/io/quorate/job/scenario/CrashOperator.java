package io.quorate.job.scenario;

import io.quorate.schema.decision.LedgeredDecision;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Passes decisions on and asks its {@link Crash} whether to fail: at each decision, at each completed checkpoint, and
 * every few milliseconds of a silent stream. No state.
 */
final class CrashOperator extends AbstractStreamOperator<LedgeredDecision>
        implements OneInputStreamOperator<LedgeredDecision, LedgeredDecision> {

    private static final long serialVersionUID = 1L;
    private static final long TICK_MS = 5;

    private final String name;
    private transient Crash crash;
    private transient Crash.Progress progress;
    private transient long lastCompleted;

    CrashOperator(String name) {
        this.name = name;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        crash = Crash.find(name);
        progress = new Crash.Progress();
        lastCompleted = -1;
        context.getRestoredCheckpointId().ifPresent(crash::restored);
    }

    @Override
    public void open() throws Exception {
        super.open();
        tickLater();
    }

    @Override
    public void processElement(StreamRecord<LedgeredDecision> element) {
        crash.ask(Crash.At.DECISION, lastCompleted, progress);
        progress.decided(element.getValue().decision().portfolio());
        output.collect(element);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        progress.barrier();
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        lastCompleted = checkpointId;
        crash.completed();
        crash.ask(Crash.At.CHECKPOINT_COMPLETE, checkpointId, progress);
    }

    private void tickLater() {
        long nowMs = getProcessingTimeService().getCurrentProcessingTime();
        var unused = getProcessingTimeService().registerTimer(nowMs + TICK_MS, tsMs -> {
            crash.ask(Crash.At.TICK, lastCompleted, progress);
            tickLater();
        });
    }
}
