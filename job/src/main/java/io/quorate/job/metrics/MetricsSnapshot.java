package io.quorate.job.metrics;

import io.quorate.telemetry.Count;
import io.quorate.telemetry.Level;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Figures of every stage at one moment.
 *
 * @param stages by name
 * @param restarts restarts of the jobs of the cluster
 */
public record MetricsSnapshot(SortedMap<String, StageFigures> stages, long restarts) {

    public MetricsSnapshot {
        stages = Collections.unmodifiableSortedMap(new TreeMap<>(stages));
    }

    /** The figures of a stage; empty ones when it has reported nothing. */
    public StageFigures stage(String name) {
        StageFigures figures = stages.get(name);
        return figures != null
                ? figures
                : new StageFigures(name, Map.of(), Map.of(), LatencyFigures.of(LatencyHistogram.empty()));
    }

    /** The sum of one count over all stages. */
    public long total(Count count) {
        return stages.values().stream().mapToLong(stage -> stage.count(count)).sum();
    }

    /** One current value over all stages that show it; null when none does. */
    public @Nullable LevelFigures level(Level level) {
        LevelFigures sum = null;
        for (StageFigures stage : stages.values()) {
            LevelFigures figures = stage.levels().get(level);
            if (figures != null) {
                sum = sum == null ? figures : sum.and(figures);
            }
        }
        return sum;
    }
}
