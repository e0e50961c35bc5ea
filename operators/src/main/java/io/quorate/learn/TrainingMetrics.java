package io.quorate.learn;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Content of {@code metrics.json}: quality of every member and of the ensemble under its prior weights, per split.
 *
 * @param v version of this format
 * @param splits by lower-case split name
 * @param purgedRows rows used nowhere
 */
public record TrainingMetrics(int v, Map<String, SplitMetrics> splits, int purgedRows) {

    /**
     * One split.
     *
     * @param rows number of rows
     * @param baseRate share of positive labels; null without rows
     * @param scores by member name, and "ensemble"
     */
    public record SplitMetrics(int rows, @Nullable Double baseRate, Map<String, BinaryScores> scores) {}
}
