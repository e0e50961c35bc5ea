package io.quorate.job.metrics;

import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.TimerGauge;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * Whether a task has next to no idle time: less than 5 % of the last half second or more. A task that waits for a slower
 * one behind it is not idle either. Not thread-safe.
 */
final class TaskLoad {
    private static final long WINDOW_NANOS = 500_000_000;
    private static final double LEAST_IDLE = 0.05;

    private final @Nullable TimerGauge idle;
    private long windowStartNanos;
    private long idleAtStartMs;
    private boolean started;
    private boolean overloaded;

    TaskLoad(@Nullable TimerGauge idle) {
        this.idle = idle;
    }

    /** The load of the task an operator runs in; of a group that does not know it, never too high. */
    static TaskLoad of(MetricGroup operatorGroup) {
        return new TaskLoad(
                operatorGroup instanceof InternalOperatorMetricGroup internal
                        ? internal.getTaskIOMetricGroup().getIdleTimeMsPerSecond()
                        : null);
    }

    boolean overloaded(long nowNanos) {
        TimerGauge gauge = idle;
        if (gauge == null || (started && nowNanos - windowStartNanos < WINDOW_NANOS)) {
            return overloaded;
        }
        long idleMs = gauge.getAccumulatedCount();
        overloaded = started && (idleMs - idleAtStartMs) * 1_000_000.0 < LEAST_IDLE * (nowNanos - windowStartNanos);
        started = true;
        windowStartNanos = nowNanos;
        idleAtStartMs = idleMs;
        return overloaded;
    }
}
