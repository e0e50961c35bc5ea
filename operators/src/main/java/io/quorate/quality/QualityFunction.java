package io.quorate.quality;

import io.quorate.schema.quality.EpochFigures;
import io.quorate.schema.quality.QualityChange;
import io.quorate.schema.quality.QualityRecord;
import io.quorate.schema.quality.QualitySketch;
import io.quorate.schema.state.QualityState;
import io.quorate.telemetry.Count;
import io.quorate.telemetry.Level;
import io.quorate.telemetry.StageProbe;
import io.quorate.telemetry.StageProbeFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Judges the windows of one ensemble version once every subtask has counted them.
 *
 * <p>Key: ensemble version as text, because a finding depends on how many features were tested with it; within, state and records
 * are per feature and per member. State: {@link QualityState}, cleared {@value #RETAINED_WINDOWS} windows after the last
 * sketch. Output: one record per feature, member and epoch of a window, on the event-time timer of its end.
 */
public final class QualityFunction extends KeyedProcessFunction<String, QualitySketch, QualityRecord> {

    /** Name of the stage. */
    public static final String STAGE = "quality";

    /** What the watch remembers. */
    public static final ValueStateDescriptor<QualityState> WATCH =
            new ValueStateDescriptor<>("watch", TypeInformation.of(QualityState.class));

    private static final long serialVersionUID = 1L;

    private static final int RETAINED_WINDOWS = 50;
    private static final double MILLI = 1_000;

    private final long windowMs;
    private final StageProbeFunction probes;

    @SuppressWarnings("NullAway.Init")
    private transient ValueState<QualityState> state;

    @SuppressWarnings("NullAway.Init")
    private transient QualityMonitor monitor;

    @SuppressWarnings("NullAway.Init")
    private transient StageProbe probe;

    private transient long shownVersion;

    public QualityFunction(long windowMs, StageProbeFunction probes) {
        this.windowMs = windowMs;
        this.probes = probes;
    }

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext().getState(WATCH);
        monitor = new QualityMonitor(windowMs);
        probe = probes.open(getRuntimeContext(), STAGE);
        shownVersion = Long.MIN_VALUE;
    }

    @Override
    public void processElement(QualitySketch sketch, Context context, Collector<QualityRecord> out) throws Exception {
        QualityState current = state.value();
        if (current == null) {
            current = new QualityState();
        }
        QualityMonitor.add(current, sketch);
        state.update(current);
        context.timerService().registerEventTimeTimer((sketch.window() + 1) * windowMs - 1);
        context.timerService().registerEventTimeTimer(forgottenMs(sketch.window()));
    }

    @Override
    public void onTimer(long tsMs, OnTimerContext context, Collector<QualityRecord> out) throws Exception {
        QualityState current = state.value();
        if (current == null) {
            return;
        }
        long begin = probe.begin();
        for (QualityRecord r : monitor.closeThrough(current, tsMs + 1)) {
            count(r);
            out.collect(r);
        }
        if (tsMs >= forgottenMs(current.lastWindow)) {
            state.clear();
            if (shownVersion == Long.parseLong(context.getCurrentKey())) {
                show(0, 0, 0);
            }
        } else {
            state.update(current);
        }
        probe.end(begin);
    }

    private long forgottenMs(long window) {
        return (window + 1 + RETAINED_WINDOWS) * windowMs - 1;
    }

    private void count(QualityRecord r) {
        EpochFigures epoch = r.epoch();
        if (epoch != null) {
            probe.add(Count.WINDOWS_JUDGED, 1);
            if (r.ensembleVersion() >= shownVersion) {
                shownVersion = r.ensembleVersion();
                double psi = epoch.greatestPsi();
                show(epoch.featuresInAlarm(), epoch.membersInAlarm(), psi > 0 ? Math.round(psi * MILLI) : 0);
            }
        } else if (r.change() == QualityChange.RAISED) {
            probe.add(Count.ALARMS_RAISED, 1);
        } else if (r.change() == QualityChange.CLEARED) {
            probe.add(Count.ALARMS_CLEARED, 1);
        }
    }

    private void show(long features, long members, long psiMilli) {
        probe.level(Level.FEATURES_IN_ALARM, features);
        probe.level(Level.MEMBERS_IN_ALARM, members);
        probe.level(Level.GREATEST_PSI_MILLI, psiMilli);
    }
}
