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
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Writes the control log. Parallelism 1.
 *
 * <p>State: the log itself, read when the operator opens; only the first timestamps and the end of the data, which the
 * market stream reports once, are checkpointed. Output: every record written, after it is durable.
 */
public final class SequencerFunction extends ProcessFunction<SequencerInput, ControlRecord>
        implements CheckpointedFunction {

    /** Name of the stage. */
    public static final String STAGE = "sequencer";

    private static final long serialVersionUID = 1L;

    private static final ListStateDescriptor<SequencerInput> REPORTED =
            new ListStateDescriptor<>("reported", TypeInformation.of(SequencerInput.class));

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

    public SequencerFunction(SequencerSettings settings, ControlLog.Address address, StageProbeFunction probes) {
        this.settings = settings;
        this.address = address;
        this.probes = probes;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        reported = context.getOperatorStateStore().getListState(REPORTED);
        restored = new ArrayList<>();
        for (SequencerInput in : reported.get()) {
            restored.add(in);
        }
    }

    @Override
    public void open(OpenContext context) {
        probe = probes.open(getRuntimeContext(), STAGE);
        log = address.open();
        sequencer = new Sequencer(settings, log.records(), log.requestsEndOffset());
        write(sequencer.resume(System.nanoTime()));
        for (SequencerInput in : restored) {
            write(sequencer.on(in, System.nanoTime()));
        }
    }

    @Override
    public void processElement(SequencerInput in, Context context, Collector<ControlRecord> out) {
        long begin = probe.begin();
        // the clock decides when to give up on a bundle and how often to write, never what is in force when
        List<ControlRecord> written = write(sequencer.on(in, System.nanoTime()));
        written.forEach(out::collect);
        probe.level(Level.WATERMARK_MS, sequencer.watermarkMs());
        probe.level(Level.FRONTIER_MS, sequencer.frontierMs());
        if (!written.isEmpty()) {
            probe.end(begin);
        }
    }

    private List<ControlRecord> write(List<ControlRecord> records) {
        if (!records.isEmpty()) {
            log.append(records);
        }
        for (ControlRecord r : records) {
            probe.add(Count.REFUSED, r.kind() == ControlKind.REFUSED ? 1 : 0);
            probe.add(
                    r.kind() == ControlKind.WEIGHTS ? Count.WEIGHTS : Count.EPOCHS,
                    r.kind().isEpoch() ? 1 : 0);
        }
        return records;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
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
    public void close() {
        if (log != null) {
            log.close();
        }
    }
}
