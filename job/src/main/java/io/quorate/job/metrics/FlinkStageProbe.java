package io.quorate.job.metrics;

import io.quorate.telemetry.Count;
import io.quorate.telemetry.Figure;
import io.quorate.telemetry.Level;
import io.quorate.telemetry.Stage;
import io.quorate.telemetry.StageProbe;
import io.quorate.telemetry.Tally;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times of a stage as Flink metrics in the group {@code quorate.STAGE}: the histogram {@code latencyNanos} and
 * a counter or gauge for everything the {@link Stage} lists; what it does not list, from its first use.
 */
public final class FlinkStageProbe implements StageProbe {
    /** Histogram of the steps. */
    static final String LATENCY = "latencyNanos";
    /** Histogram of the wall time from an event to the decision on it. */
    static final String EVENT_TO_DECISION = "eventToDecisionNanos";
    /** Wall clock minus market time, beside {@link Level#WATERMARK_MS}. */
    static final String WATERMARK_LAG = "watermarkLagMs";

    /** Label values of one figure in one subtask: 256 portfolios with eight limits each. */
    private static final int MOST_FIGURES = 2_048;

    private final String stage;
    private final MetricGroup group;
    private final LatencyHistogram latency;
    private final @Nullable LatencyHistogram eventToDecision;
    private final Map<Count, StageCounter> counters = new EnumMap<>(Count.class);
    private final Map<Level, StageLevel> levels = new EnumMap<>(Level.class);
    private final TaskLoad load;
    private final Map<Tally, Map<List<Enum<?>>, Counter>> tallies = new EnumMap<>(Tally.class);
    private final Map<Figure, Map<List<String>, double[]>> figures = new EnumMap<>(Figure.class);

    FlinkStageProbe(MetricGroup operatorGroup, String stage) {
        this.stage = stage;
        this.load = TaskLoad.of(operatorGroup);
        this.group = operatorGroup.addGroup("quorate").addGroup(stage);
        this.latency = group.histogram(LATENCY, new LatencyHistogram(stage));
        Stage known = Stage.find(stage);
        this.eventToDecision = known != null && known.decides()
                ? group.histogram(EVENT_TO_DECISION, new LatencyHistogram(stage))
                : null;
        if (known != null) {
            known.counts().forEach(count -> counters.computeIfAbsent(count, this::counter));
            known.levels().forEach(level -> levels.computeIfAbsent(level, this::gauge));
            known.tallies().forEach(tally -> tally.known().forEach(label -> tally(tally, List.of(label))));
        }
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
        counters.computeIfAbsent(count, this::counter).inc(n);
    }

    @Override
    public void level(Level level, long value) {
        levels.computeIfAbsent(level, this::gauge).set(value);
    }

    @Override
    public void tally(Tally tally, Enum<?>... labels) {
        tally(tally, List.of(labels)).inc();
    }

    /** The first {@link #MOST_FIGURES} that are shown; what a portfolio adds is bounded by the portfolios of the subtask. */
    @Override
    public void figure(Figure figure, double value, String... labels) {
        List<String> key = List.of(labels);
        Map<List<String>, double[]> known = figures.computeIfAbsent(figure, k -> new HashMap<>());
        double[] shown = known.get(key);
        if (shown == null && known.size() < MOST_FIGURES) {
            double[] holder = new double[1];
            MetricGroup labelled = group;
            for (int i = 0; i < labels.length; i++) {
                labelled = labelled.addGroup(figure.labels().get(i), labels[i]);
            }
            Gauge<Double> gauge = () -> holder[0];
            labelled.gauge(MetricName.of(figure), gauge);
            known.put(key, holder);
            shown = holder;
        }
        if (shown != null) {
            shown[0] = value;
        }
    }

    @Override
    public boolean overloaded() {
        return load.overloaded(System.nanoTime());
    }

    @Override
    public void decided(long eventTimeMs) {
        if (eventToDecision != null) {
            eventToDecision.update((System.currentTimeMillis() - eventTimeMs) * 1_000_000);
        }
    }

    private StageCounter counter(Count count) {
        return group.counter(MetricName.of(count), new StageCounter(stage, count));
    }

    private StageLevel gauge(Level level) {
        StageLevel gauge = new StageLevel(stage, level);
        group.gauge(MetricName.of(level), gauge);
        if (level == Level.WATERMARK_MS) {
            Gauge<Double> lag = gauge::ageMs;
            group.gauge(WATERMARK_LAG, lag);
        }
        return gauge;
    }

    private Counter tally(Tally tally, List<Enum<?>> labels) {
        return tallies.computeIfAbsent(tally, key -> new HashMap<>())
                .computeIfAbsent(labels, key -> counter(tally, labels));
    }

    private Counter counter(Tally tally, List<Enum<?>> labels) {
        MetricGroup labelled = group;
        for (int i = 0; i < labels.size(); i++) {
            labelled = labelled.addGroup(tally.labels().get(i), labels.get(i).name());
        }
        return labelled.counter(MetricName.of(tally), new TaskCounter());
    }
}
