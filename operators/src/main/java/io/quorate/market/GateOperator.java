package io.quorate.market;

import io.quorate.schema.alert.Alert;
import io.quorate.schema.alert.AlertKind;
import io.quorate.schema.alert.AlertSeverity;
import io.quorate.schema.control.MarketSignal;
import io.quorate.schema.market.DeadLetter;
import io.quorate.schema.market.EventKind;
import io.quorate.schema.market.Inbound;
import io.quorate.schema.market.LateEvent;
import io.quorate.schema.market.MarketEvent;
import io.quorate.telemetry.Count;
import io.quorate.telemetry.Level;
import io.quorate.telemetry.StageProbe;
import io.quorate.telemetry.StageProbeFunction;
import io.quorate.telemetry.Tally;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lateness gate behind the market source: forwards trades and bars that are in time.
 *
 * <p>Not keyed; to be chained to the source, so that a partition's records come in offset order. State: greatest event
 * time of every partition this subtask ever knew, in union list state, restored by maximum, one long per partition.
 * Side outputs: refused records, late records, signals for the control sequencer. Heartbeats end here. Watermarks are
 * the source's and only pass: the gate does not know which partitions it owns before it has read them.
 */
public final class GateOperator extends AbstractStreamOperator<MarketEvent>
        implements OneInputStreamOperator<Inbound, MarketEvent> {

    /** Records that could not be used. */
    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

    /** Valid records that came too late. */
    public static final OutputTag<LateEvent> LATE = new OutputTag<>("late", TypeInformation.of(LateEvent.class));

    /** First event time of each partition, and the end of the stream. */
    public static final OutputTag<MarketSignal> SIGNALS =
            new OutputTag<>("signals", TypeInformation.of(MarketSignal.class));

    /** Partitions that hold time. */
    public static final OutputTag<Alert> ALERTS = new OutputTag<>("alerts", TypeInformation.of(Alert.class));

    /** Greatest event time of each partition, epoch ms; union list state. */
    public static final ListStateDescriptor<Map<Integer, Long>> MAX_TS_MS =
            new ListStateDescriptor<>("max-ts-ms", Types.MAP(Types.INT, Types.LONG));

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(GateOperator.class);

    private final long latenessMs;
    private final long silenceMs;
    private final int partitions;
    private final StageProbeFunction probes;

    @SuppressWarnings("NullAway.Init")
    private transient LatenessGate gate;

    @SuppressWarnings("NullAway.Init")
    private transient ListState<Map<Integer, Long>> state;

    @SuppressWarnings("NullAway.Init")
    private transient StageProbe probe;

    @SuppressWarnings("NullAway.Init")
    private transient SilenceWatch silence;

    private transient @Nullable Alert alert;

    /**
     * A gate.
     *
     * @param latenessMs how far behind the newest record of its partition a record may be
     * @param silenceMs wall time after which a silent partition is reported
     * @param partitions partitions of the market topic
     */
    public GateOperator(long latenessMs, long silenceMs, int partitions, StageProbeFunction probes) {
        this.latenessMs = latenessMs;
        this.silenceMs = silenceMs;
        this.partitions = partitions;
        this.probes = probes;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        gate = new LatenessGate(latenessMs);
        state = context.getOperatorStateStore().getUnionListState(MAX_TS_MS);
        for (Map<Integer, Long> known : state.get()) {
            gate.restore(known);
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        probe = probes.open(getRuntimeContext(), "gate");
        int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        long nowMs = getProcessingTimeService().getCurrentProcessingTime();
        silence = new SilenceWatch(silenceMs, partitions / subtasks, nowMs);
        lookAgain(nowMs);
    }

    private void lookAgain(long nowMs) {
        Object unused = getProcessingTimeService().registerTimer(nowMs + Math.max(1, silenceMs / 5), this::look);
    }

    private void look(long nowMs) {
        for (String line : silence.look(nowMs)) {
            LOG.warn("{}; publish heartbeats to every partition, or set time.on-silence: idle", line);
            alert = Alert.raised(
                    AlertKind.PARTITION_SILENT, AlertSeverity.CRITICAL, "market", gate.greatestTsMs(), line);
            output.collect(ALERTS, new StreamRecord<>(alert));
        }
        int silent = silence.silent(nowMs);
        probe.level(Level.PARTITIONS_SILENT, silent);
        Alert raised = alert;
        if (raised != null && silent == 0) {
            alert = null;
            output.collect(ALERTS, new StreamRecord<>(raised.cleared("every market partition gives records again")));
        }
        lookAgain(nowMs);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        state.update(List.of(gate.snapshot()));
    }

    @Override
    public void processElement(StreamRecord<Inbound> element) {
        long begin = probe.begin();
        Inbound inbound = element.getValue();
        MarketEvent event = inbound.event();
        if (event == null) {
            refuse(inbound);
        } else {
            pass(event, element);
        }
        probe.end(begin);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.getTimestamp() == Long.MAX_VALUE && gate.greatestTsMs() != LatenessGate.NOTHING_SEEN) {
            output.collect(SIGNALS, new StreamRecord<>(MarketSignal.end(gate.greatestTsMs())));
        }
        super.processWatermark(mark);
    }

    private void refuse(Inbound inbound) {
        DeadLetter refused = inbound.refused();
        if (refused == null) {
            throw new IllegalStateException("expected an event or a refusal, was neither");
        }
        probe.add(Count.EVENTS_IN, 1);
        probe.add(Count.REJECTED, 1);
        probe.tally(Tally.DEAD_LETTERS, refused.reason());
        output.collect(DEAD_LETTERS, new StreamRecord<>(refused));
    }

    private void pass(MarketEvent event, StreamRecord<Inbound> element) {
        int partition = event.partition();
        long tsMs = event.eventTimeMs();
        silence.record(partition, getProcessingTimeService().getCurrentProcessingTime());
        boolean heartbeat = event.kind() == EventKind.HEARTBEAT;
        probe.add(heartbeat ? Count.HEARTBEATS : Count.EVENTS_IN, 1);
        if (gate.late(partition, tsMs)) {
            if (!heartbeat) {
                probe.add(Count.LATE, 1);
                output.collect(LATE, new StreamRecord<>(new LateEvent(event, gate.maxTsMs(partition))));
            }
            return;
        }
        if (gate.isNew(partition)) {
            output.collect(SIGNALS, new StreamRecord<>(MarketSignal.firstSeen(partition, tsMs)));
        }
        gate.advance(partition, tsMs);
        if (!heartbeat) {
            output.collect(element.replace(event, tsMs));
        }
    }
}
