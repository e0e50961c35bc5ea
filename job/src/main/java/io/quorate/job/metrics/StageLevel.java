package io.quorate.job.metrics;

import io.quorate.telemetry.Level;
import org.apache.flink.metrics.Gauge;

/**
 * One current value of one stage in one subtask: written by the task thread, read by any. To a monitor a time nobody
 * knows yet is not a number, and the end of time is infinite.
 */
final class StageLevel implements Gauge<Double> {
    private final String stage;
    private final Level level;
    private volatile long value;

    StageLevel(String stage, Level level) {
        this.stage = stage;
        this.level = level;
        this.value = level.initial();
    }

    String stage() {
        return stage;
    }

    Level level() {
        return level;
    }

    void set(long newValue) {
        value = newValue;
    }

    long get() {
        return value;
    }

    @Override
    public Double getValue() {
        return shown(value);
    }

    /** How far a time is behind the wall clock, now, ms. */
    double ageMs() {
        return System.currentTimeMillis() - shown(value);
    }

    private static double shown(long value) {
        if (value == Level.UNKNOWN) {
            return Double.NaN;
        }
        return value == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : value;
    }
}
