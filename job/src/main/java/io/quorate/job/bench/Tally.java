package io.quorate.job.bench;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the sinks of one run took and when, across the subtasks of a cluster in this process. Sinks are serialised
 * with the job, so they find it by its name.
 */
final class Tally implements AutoCloseable {

    private static final Map<String, Tally> OPEN = new ConcurrentHashMap<>();

    private final String name;
    private final long halfRecords;
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private volatile long firstNanos;
    private volatile @Nullable ProcessUse half;
    private volatile long lastNanos;

    private Tally(String name, long halfRecords) {
        this.name = name;
        this.halfRecords = halfRecords;
    }

    /**
     * A tally that sinks in this process find by its name until it is closed.
     *
     * @param halfRecords number of records after which the second half begins
     */
    static Tally open(String name, long halfRecords) {
        Tally tally = new Tally(name, halfRecords);
        OPEN.put(name, tally);
        return tally;
    }

    static Tally find(String name) {
        Tally tally = OPEN.get(name);
        if (tally == null) {
            throw new IllegalStateException("expected an open tally " + name + ", was none");
        }
        return tally;
    }

    void add(int size) {
        long n = records.incrementAndGet();
        bytes.addAndGet(size);
        if (n == 1) {
            firstNanos = System.nanoTime();
        } else if (n == halfRecords) {
            half = ProcessUse.now();
        }
        if ((n & 0xff) == 0) {
            lastNanos = System.nanoTime();
        }
    }

    long records() {
        return records.get();
    }

    long bytes() {
        return bytes.get();
    }

    /** Records a second from the first to the last. */
    double perSecond() {
        return records.get() * 1e9 / Math.max(1, lastNanos - firstNanos);
    }

    /** What the process had used when the second half began; null before. */
    @Nullable
    ProcessUse half() {
        return half;
    }

    /** Records of the second half so far. */
    long recordsSinceHalf() {
        return records.get() - halfRecords;
    }

    /** Records a second from the half to the last. */
    double perSecondOfSecondHalf() {
        ProcessUse begin = half;
        return begin == null ? 0 : recordsSinceHalf() * 1e9 / Math.max(1, lastNanos - begin.wallNanos());
    }

    @Override
    public void close() {
        OPEN.remove(name);
    }
}
