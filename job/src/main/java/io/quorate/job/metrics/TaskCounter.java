package io.quorate.job.metrics;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Counter;

/** A counter written by the task thread and read by any. */
class TaskCounter implements Counter {
    private final AtomicLong value = new AtomicLong();

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
