package io.quorate.job.metrics;

import io.quorate.telemetry.Count;
import io.quorate.telemetry.Level;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.Histogram;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.jspecify.annotations.Nullable;

/**
 * The stages' metrics of the clusters in this process that were configured with it, read without a network.
 *
 * <p>What a finished or failed subtask counted stays in the sums, so the figures survive the end of a job; after a
 * restart repeated work is counted again.
 */
public final class LiveMetrics implements AutoCloseable {
    static final String REPORTER = "live";
    static final String ID = "id";

    private static final Map<String, LiveMetrics> OPEN = new ConcurrentHashMap<>();

    private final String id = UUID.randomUUID().toString();
    private final Set<Metric> live = new HashSet<>();
    private final SortedMap<String, Ended> ended = new TreeMap<>();
    private long endedRestarts;

    private LiveMetrics() {}

    /** Figures that clusters can be configured with, until closed. */
    public static LiveMetrics open() {
        LiveMetrics metrics = new LiveMetrics();
        OPEN.put(metrics.id, metrics);
        return metrics;
    }

    static @Nullable LiveMetrics find(String id) {
        return OPEN.get(id);
    }

    /** Makes a cluster started with {@code configuration} report here; its other reporters stay. */
    public void addTo(Configuration configuration) {
        String others = configuration.getString("metrics.reporters", "");
        configuration.setString("metrics.reporters", others.isEmpty() ? REPORTER : others + "," + REPORTER);
        String prefix = "metrics.reporter." + REPORTER + ".";
        configuration.setString(prefix + "factory.class", LiveMetricsReporterFactory.class.getName());
        configuration.setString(prefix + ID, id);
    }

    /** The figures now. */
    public synchronized MetricsSnapshot snapshot() {
        SortedMap<String, Ended> sums = new TreeMap<>();
        ended.forEach((stage, sum) -> sums.put(stage, sum.copy()));
        Map<String, Map<Level, LevelFigures>> levels = new TreeMap<>();
        long restarts = endedRestarts;
        for (Metric metric : live) {
            if (metric instanceof StageLevel level) {
                levels.computeIfAbsent(level.stage(), key -> new EnumMap<>(Level.class))
                        .merge(level.level(), LevelFigures.of(level.getValue()), LevelFigures::and);
            } else {
                restarts += addTo(sums, metric);
            }
        }
        SortedMap<String, StageFigures> stages = new TreeMap<>();
        levels.keySet().forEach(stage -> sums.computeIfAbsent(stage, key -> new Ended()));
        sums.forEach((stage, sum) -> {
            sum.levels.putAll(levels.getOrDefault(stage, Map.of()));
            stages.put(stage, new StageFigures(stage, sum.counts, sum.levels, LatencyFigures.of(sum.latency)));
        });
        return new MetricsSnapshot(stages, restarts);
    }

    /** Forgets the latencies so far, e.g. those of a warm-up; counts stay. */
    public synchronized void resetLatencies() {
        ended.values().forEach(sum -> sum.latency.reset());
        for (Metric metric : live) {
            if (metric instanceof LatencyHistogram latency) {
                latency.reset();
            }
        }
    }

    /** Ends the figures; a cluster that still runs reports to nobody. */
    @Override
    public void close() {
        OPEN.remove(id);
    }

    synchronized void added(Metric metric) {
        live.add(metric);
    }

    synchronized void removed(Metric metric) {
        if (!live.remove(metric)) {
            return;
        }
        if (metric instanceof StageLevel level) {
            ended.computeIfAbsent(level.stage(), key -> new Ended())
                    .levels
                    .put(level.level(), LevelFigures.of(level.getValue()));
        } else {
            endedRestarts += addTo(ended, metric);
        }
    }

    /** Adds a count or a histogram to its stage; gives the restarts when it is their gauge, else 0. */
    private static long addTo(Map<String, Ended> sums, Metric metric) {
        if (metric instanceof StageCounter counter) {
            sums.computeIfAbsent(counter.stage(), key -> new Ended())
                    .counts
                    .merge(counter.count(), counter.getCount(), Long::sum);
        } else if (metric instanceof LatencyHistogram latency) {
            latency.addTo(sums.computeIfAbsent(latency.stage(), key -> new Ended()).latency);
        } else if (metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number restarts) {
            return restarts.longValue();
        }
        return 0;
    }

    /** Sums of one stage over the subtasks that have ended. */
    private static final class Ended {
        private final Map<Count, Long> counts = new EnumMap<>(Count.class);
        private final Map<Level, LevelFigures> levels = new EnumMap<>(Level.class);
        private final Histogram latency = LatencyHistogram.empty();

        private Ended copy() {
            Ended copy = new Ended();
            copy.counts.putAll(counts);
            copy.levels.putAll(levels);
            copy.latency.add(latency);
            return copy;
        }
    }
}
