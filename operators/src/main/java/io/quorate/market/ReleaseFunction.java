package io.quorate.market;

import io.quorate.schema.market.LateEvent;
import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.state.DedupeState;
import io.quorate.telemetry.Count;
import io.quorate.telemetry.StageProbe;
import io.quorate.telemetry.StageProbeFunction;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Puts the records of a symbol into event-time order and drops repeats, as {@link ReleaseBuffer} does.
 *
 * <p>Key: symbol. State: the records of each event time not yet passed by the watermark, cleared by its timer (about one
 * lateness of records); the identities of one retention, swept by timer, a quarter of a retention after they expire.
 * Output: accepted records, stamped with their event time. Side output {@link GateOperator#LATE}: a record the watermark
 * has passed though its partition had not, which happens only when silent partitions are declared idle.
 */
public final class ReleaseFunction extends KeyedProcessFunction<String, MarketEvent, MarketEvent> {

    /** Records not yet passed by the watermark, by event time. */
    public static final MapStateDescriptor<Long, List<MarketEvent>> WAITING =
            new MapStateDescriptor<>("waiting", Types.LONG, Types.LIST(TypeInformation.of(MarketEvent.class)));

    /** Identities of accepted records. */
    public static final ValueStateDescriptor<DedupeState> REMEMBERED =
            new ValueStateDescriptor<>("remembered", new DedupeStateSerializer());

    private static final long serialVersionUID = 1L;

    private final DedupeRule rule;
    private final StageProbeFunction probes;

    @SuppressWarnings("NullAway.Init")
    private transient DedupeWindow window;

    @SuppressWarnings("NullAway.Init")
    private transient MapState<Long, List<MarketEvent>> waiting;

    @SuppressWarnings("NullAway.Init")
    private transient ValueState<DedupeState> remembered;

    @SuppressWarnings("NullAway.Init")
    private transient StageProbe probe;

    public ReleaseFunction(DedupeRule rule, StageProbeFunction probes) {
        this.rule = rule;
        this.probes = probes;
    }

    @Override
    public void open(OpenContext context) {
        window = new DedupeWindow(rule);
        waiting = getRuntimeContext().getMapState(WAITING);
        remembered = getRuntimeContext().getState(REMEMBERED);
        probe = probes.open(getRuntimeContext(), "release");
    }

    @Override
    public void processElement(MarketEvent event, Context context, Collector<MarketEvent> out) throws Exception {
        long tsMs = event.eventTimeMs();
        long watermarkMs = context.timerService().currentWatermark();
        if (tsMs <= watermarkMs) {
            probe.add(Count.LATE, 1);
            context.output(GateOperator.LATE, new LateEvent(event, watermarkMs));
            return;
        }
        List<MarketEvent> bucket = waiting.get(tsMs);
        if (bucket == null) {
            bucket = new ArrayList<>(2);
            context.timerService().registerEventTimeTimer(tsMs);
        }
        bucket.add(event);
        waiting.put(tsMs, bucket);
    }

    @Override
    public void onTimer(long tsMs, OnTimerContext context, Collector<MarketEvent> out) throws Exception {
        long begin = probe.begin();
        DedupeState state = remembered.value();
        if (state == null) {
            state = new DedupeState();
        }
        long sweepMs = state.nextSweepMs;
        List<MarketEvent> bucket = waiting.get(tsMs);
        if (bucket != null) {
            waiting.remove(tsMs);
            int accepted = window.release(bucket, state, out::collect);
            probe.add(Count.ACCEPTED, accepted);
            probe.add(Count.DUPLICATES, bucket.size() - accepted);
        }
        window.sweep(state, tsMs);
        if (state.size == 0) {
            remembered.clear();
        } else {
            remembered.update(state);
        }
        if (state.nextSweepMs != sweepMs && state.nextSweepMs != Long.MIN_VALUE) {
            context.timerService().registerEventTimeTimer(state.nextSweepMs);
        }
        probe.end(begin);
    }
}
