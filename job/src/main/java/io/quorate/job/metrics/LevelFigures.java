package io.quorate.job.metrics;

/**
 * One current value over the subtasks that have it.
 *
 * @param min least of them
 * @param max greatest of them
 * @param sum their sum
 */
public record LevelFigures(long min, long max, long sum) {

    static LevelFigures of(long value) {
        return new LevelFigures(value, value, value);
    }

    LevelFigures and(LevelFigures other) {
        return new LevelFigures(Math.min(min, other.min), Math.max(max, other.max), sum + other.sum);
    }
}
