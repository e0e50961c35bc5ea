package io.quorate.job.metrics;

import io.quorate.telemetry.Count;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Counter;

/** One count of one stage in one subtask: written by the task thread, read by any. */
final class StageCounter implements Counter {
    private final String stage;
    private final Count count;
    private final AtomicLong value = new AtomicLong();

    StageCounter(String stage, Count count) {
        this.stage = stage;
        this.count = count;
    }

    String stage() {
        return stage;
    }

    Count count() {
        return count;
    }

    @Override
    public void inc() {
        inc(1);
    }

    @Override
    public void inc(long n) {
        value.setRelease(value.getPlain() + n);
    }

    @Override
    public void dec() {
        inc(-1);
    }

    @Override
    public void dec(long n) {
        inc(-n);
    }

    @Override
    public long getCount() {
        return value.getAcquire();
    }
}
