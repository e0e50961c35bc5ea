package io.quorate.control;

import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.SequencerInput;
import io.quorate.telemetry.Count;
import io.quorate.telemetry.Level;
import io.quorate.telemetry.StageProbe;
import io.quorate.telemetry.StageProbeFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Writes the control log. Parallelism 1.
 *
 * <p>State: the log itself, read when the operator opens; only the first timestamps and the end of the data, which the
 * market stream reports once, are checkpointed. Output: every record written, after it is durable. A processing-time
 * timer lets the sequencer write what was not due when its last input came.
 */
public final class SequencerOperator extends AbstractStreamOperator<ControlRecord>
        implements OneInputStreamOperator<SequencerInput, ControlRecord> {

    /** Name of the stage. */
    public static final String STAGE = "sequencer";

    /** First timestamps and the end of the data, as reported by the market stream. */
    public static final ListStateDescriptor<SequencerInput> REPORTED =
            new ListStateDescriptor<>("reported", TypeInformation.of(SequencerInput.class));

    private static final long serialVersionUID = 1L;

    private static final long TICK_MS = 50;

    private final SequencerSettings settings;
    private final ControlLog.Address address;
    private final StageProbeFunction probes;

    @SuppressWarnings("NullAway.Init")
    private transient ListState<SequencerInput> reported;

    @SuppressWarnings("NullAway.Init")
    private transient List<SequencerInput> restored;

    @SuppressWarnings("NullAway.Init")
    private transient ControlLog log;

    @SuppressWarnings("NullAway.Init")
    private transient Sequencer sequencer;

    @SuppressWarnings("NullAway.Init")
    private transient StageProbe probe;

    private transient long lastWallMs;
    private transient long elapsedMs;

    public SequencerOperator(SequencerSettings settings, ControlLog.Address address, StageProbeFunction probes) {
        this.settings = settings;
        this.address = address;
        this.probes = probes;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        reported = context.getOperatorStateStore().getListState(REPORTED);
        restored = new ArrayList<>();
        for (SequencerInput in : reported.get()) {
            restored.add(in);
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        probe = probes.open(getRuntimeContext(), STAGE);
        lastWallMs = getProcessingTimeService().getCurrentProcessingTime();
        log = address.open();
        sequencer = new Sequencer(settings, log.records(), log.requestsEndOffset());
        write(sequencer.resume(nowNanos()));
        for (SequencerInput in : restored) {
            write(sequencer.on(in, nowNanos()));
        }
        probe.level(Level.FRONTIER_MS, sequencer.frontierMs());
        tickAgain(getProcessingTimeService().getCurrentProcessingTime());
    }

    @Override
    public void processElement(StreamRecord<SequencerInput> element) {
        long begin = probe.begin();
        if (write(sequencer.on(element.getValue(), nowNanos()))) {
            probe.end(begin);
        }
        probe.level(Level.WATERMARK_MS, sequencer.watermarkMs());
        probe.level(Level.FRONTIER_MS, sequencer.frontierMs());
    }

    /** Wall time since the start; a clock that is set back only loses what it was set back by. */
    private long nowNanos() {
        long wallMs = getProcessingTimeService().getCurrentProcessingTime();
        elapsedMs += Math.max(0, wallMs - lastWallMs);
        lastWallMs = wallMs;
        return elapsedMs * 1_000_000;
    }

    private void tickAgain(long nowMs) {
        Object unused = getProcessingTimeService().registerTimer(nowMs + TICK_MS, this::tick);
    }

    private void tick(long nowMs) {
        if (write(sequencer.tick(nowNanos()))) {
            probe.level(Level.FRONTIER_MS, sequencer.frontierMs());
        }
        tickAgain(nowMs);
    }

    /** Appends the records and hands them on; true if there were any. */
    private boolean write(List<ControlRecord> records) {
        if (!records.isEmpty()) {
            log.append(records);
        }
        for (ControlRecord r : records) {
            probe.add(Count.REFUSED, r.kind() == ControlKind.REFUSED ? 1 : 0);
            probe.add(
                    r.kind() == ControlKind.WEIGHTS ? Count.WEIGHTS : Count.EPOCHS,
                    r.kind().isEpoch() ? 1 : 0);
            output.collect(new StreamRecord<>(r));
        }
        return !records.isEmpty();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        List<SequencerInput> kept = new ArrayList<>();
        for (Map.Entry<Integer, Long> e : sequencer.firstSeen().entrySet()) {
            kept.add(SequencerInput.firstSeen(e.getKey(), e.getValue()));
        }
        if (sequencer.endMs() > Long.MIN_VALUE) {
            kept.add(SequencerInput.end(sequencer.endMs()));
        }
        reported.update(kept);
    }

    @Override
    public void close() throws Exception {
        if (log != null) {
            log.close();
        }
        super.close();
    }
}
