package io.quorate.job.metrics;

import io.quorate.telemetry.Count;
import io.quorate.telemetry.Level;
import java.util.Map;

/**
 * What a stage did, over all its subtasks.
 *
 * @param stage name of the stage
 * @param counts sums of the counts it uses
 * @param levels current values it shows
 * @param latency its measured steps
 */
public record StageFigures(
        String stage, Map<Count, Long> counts, Map<Level, LevelFigures> levels, LatencyFigures latency) {

    public StageFigures {
        counts = Map.copyOf(counts);
        levels = Map.copyOf(levels);
    }

    /** The sum of one count; 0 when the stage never counted it. */
    public long count(Count count) {
        return counts.getOrDefault(count, 0L);
    }
}
