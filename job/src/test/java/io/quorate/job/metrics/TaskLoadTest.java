package io.quorate.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.runtime.metrics.TimerGauge;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.apache.flink.util.clock.ManualClock;
import org.junit.jupiter.api.Test;

class TaskLoadTest {
    private static final long SECOND = 1_000_000_000L;

    private final ManualClock clock = new ManualClock(SECOND);
    private final TimerGauge idle = new TimerGauge(clock);
    private final TaskLoad load = new TaskLoad(idle);

    @Test
    void aTaskWithoutIdleTimeIsOverloadedUntilItHasSomeAgain() {
        assertThat(load.overloaded(0)).isFalse();
        idleMs(100);
        assertThat(load.overloaded(SECOND)).isFalse();
        idleMs(10);
        assertThat(load.overloaded(SECOND + SECOND / 4)).isFalse();
        assertThat(load.overloaded(2 * SECOND)).isTrue();
        idleMs(500);
        assertThat(load.overloaded(2 * SECOND + SECOND / 4)).isTrue();
        assertThat(load.overloaded(3 * SECOND)).isFalse();
    }

    @Test
    void aGroupThatKnowsNoTaskIsNeverOverloaded() {
        TaskLoad unknown = TaskLoad.of(new org.apache.flink.metrics.groups.UnregisteredMetricsGroup());
        assertThat(unknown.overloaded(0)).isFalse();
        assertThat(unknown.overloaded(9 * SECOND)).isFalse();
        TaskLoad harness = TaskLoad.of(UnregisteredMetricGroups.createUnregisteredOperatorMetricGroup());
        assertThat(harness.overloaded(0)).isFalse();
    }

    private void idleMs(long millis) {
        idle.markStart();
        clock.advanceTime(java.time.Duration.ofMillis(millis));
        idle.markEnd();
    }
}
