package io.quorate.job.metrics;

import io.quorate.telemetry.Level;
import org.apache.flink.metrics.Gauge;

/** One current value of one stage in one subtask: written by the task thread, read by any. */
final class StageLevel implements Gauge<Long> {
    private final String stage;
    private final Level level;
    private volatile long value;

    StageLevel(String stage, Level level) {
        this.stage = stage;
        this.level = level;
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

    @Override
    public Long getValue() {
        return value;
    }
}
