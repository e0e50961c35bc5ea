package io.quorate.job.metrics;

import io.quorate.telemetry.Count;
import io.quorate.telemetry.Level;
import io.quorate.telemetry.StageProbe;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counts and times of a stage as Flink metrics in the group {@code quorate.STAGE}: one counter per {@link Count} and
 * one gauge per {@link Level} from their first use, and the histogram {@code latencyNanos}.
 */
public final class FlinkStageProbe implements StageProbe {
    private final String stage;
    private final MetricGroup group;
    private final LatencyHistogram latency;
    private final Map<Count, StageCounter> counters = new EnumMap<>(Count.class);
    private final Map<Level, StageLevel> levels = new EnumMap<>(Level.class);

    FlinkStageProbe(MetricGroup operatorGroup, String stage) {
        this.stage = stage;
        this.group = operatorGroup.addGroup("quorate").addGroup(stage);
        this.latency = group.histogram("latencyNanos", new LatencyHistogram(stage));
    }

    @Override
    public long begin() {
        return System.nanoTime();
    }

    @Override
    public void end(long begin) {
        latency.update(System.nanoTime() - begin);
    }

    @Override
    public void add(Count count, long n) {
        StageCounter counter = counters.get(count);
        if (counter == null) {
            counter = group.counter(MetricName.of(count), new StageCounter(stage, count));
            counters.put(count, counter);
        }
        counter.inc(n);
    }

    @Override
    public void level(Level level, long value) {
        StageLevel gauge = levels.get(level);
        if (gauge == null) {
            gauge = new StageLevel(stage, level);
            gauge.set(value);
            group.gauge(MetricName.of(level), gauge);
            levels.put(level, gauge);
        }
        gauge.set(value);
    }
}
