package io.quorate.job.metrics;

import io.quorate.telemetry.Count;
import io.quorate.telemetry.Level;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
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
 * <p>What a finished subtask counted stays in the sums, so the figures survive the end of a job. A restart does again what
 * was done since the last checkpoint; what the failed attempt counted is therefore forgotten when the next one starts.
 */
public final class LiveMetrics implements AutoCloseable {
    static final String REPORTER = "live";
    static final String ID = "id";

    private static final Map<String, LiveMetrics> OPEN = new ConcurrentHashMap<>();

    private final String id = UUID.randomUUID().toString();
    private final Map<Metric, Attempt> live = new HashMap<>();
    private final Map<Attempt, SortedMap<String, Ended>> ended = new HashMap<>();
    private final Map<String, Integer> newest = new HashMap<>();
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

    /**
     * Whose a metric is.
     *
     * @param job id of the job; empty for none
     * @param number attempt of its subtasks, from 0
     */
    record Attempt(String job, int number) {
        /** Of no subtask. */
        static final Attempt NONE = new Attempt("", 0);
    }

    /** The figures now. */
    public synchronized MetricsSnapshot snapshot() {
        SortedMap<String, Ended> sums = new TreeMap<>();
        ended.values().forEach(stages -> stages.forEach((stage, sum) -> sums.merge(stage, sum.copy(), Ended::and)));
        Map<String, Map<Level, LevelFigures>> levels = new TreeMap<>();
        long restarts = endedRestarts;
        for (Metric metric : live.keySet()) {
            if (metric instanceof StageLevel level) {
                levels.computeIfAbsent(level.stage(), key -> new EnumMap<>(Level.class))
                        .merge(level.level(), LevelFigures.of(level.get()), LevelFigures::and);
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
        ended.values().forEach(stages -> stages.values().forEach(sum -> sum.latency.reset()));
        for (Metric metric : live.keySet()) {
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

    synchronized void added(Metric metric, Attempt attempt) {
        live.put(metric, attempt);
        newest.merge(attempt.job(), attempt.number(), Math::max);
        ended.keySet().removeIf(this::isRepeated);
    }

    synchronized void removed(Metric metric, Attempt attempt) {
        if (live.remove(metric) == null || isRepeated(attempt)) {
            return;
        }
        if (!(metric instanceof StageLevel level)) {
            endedRestarts += addTo(ended.computeIfAbsent(attempt, key -> new TreeMap<>()), metric);
            return;
        }
        ended.computeIfAbsent(attempt, key -> new TreeMap<>())
                .computeIfAbsent(level.stage(), key -> new Ended())
                .levels
                .put(level.level(), LevelFigures.of(level.get()));
    }

    private boolean isRepeated(Attempt attempt) {
        return attempt.number() < newest.getOrDefault(attempt.job(), 0);
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
            return new Ended().and(this);
        }

        private Ended and(Ended other) {
            other.counts.forEach((count, n) -> counts.merge(count, n, Long::sum));
            other.levels.forEach((level, figures) -> levels.merge(level, figures, LevelFigures::and));
            latency.add(other.latency);
            return this;
        }
    }
}
