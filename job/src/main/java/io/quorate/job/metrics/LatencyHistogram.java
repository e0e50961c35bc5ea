package io.quorate.job.metrics;

import java.util.function.LongSupplier;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.IntCountsHistogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.apache.flink.metrics.HistogramStatistics;
import org.jspecify.annotations.Nullable;

/**
 * Latencies of one stage in one subtask, nanoseconds: their count since the subtask started, their quantiles over about
 * the last minute, so that an alert on them can end.
 *
 * <p>The task thread records without waiting; any thread may read. Values keep two significant digits, above 100 s they
 * count as 100 s. What is read once in a minute or less often belongs to the minute of the reading.
 */
public final class LatencyHistogram implements org.apache.flink.metrics.Histogram {
    static final long HIGHEST_NANOS = 100_000_000_000L;
    static final int DIGITS = 2;

    private static final long SLICE_NANOS = 15_000_000_000L;
    private static final int SLICES = 4;

    private final String stage;
    private final LongSupplier clockNanos;
    private final SingleWriterRecorder recorder = new SingleWriterRecorder(1, HIGHEST_NANOS, DIGITS);
    private final Histogram total = empty();
    private final AbstractHistogram[] slices = new AbstractHistogram[SLICES];
    private long slice;
    private @Nullable Histogram spare;

    LatencyHistogram(String stage) {
        this(stage, System::nanoTime);
    }

    LatencyHistogram(String stage, LongSupplier clockNanos) {
        this.stage = stage;
        this.clockNanos = clockNanos;
        this.slice = Math.floorDiv(clockNanos.getAsLong(), SLICE_NANOS);
        for (int i = 0; i < SLICES; i++) {
            slices[i] = new IntCountsHistogram(1, HIGHEST_NANOS, DIGITS);
        }
    }

    /** A histogram that {@link #addTo} can be given. */
    static Histogram empty() {
        return new Histogram(1, HIGHEST_NANOS, DIGITS);
    }

    String stage() {
        return stage;
    }

    @Override
    public void update(long nanos) {
        recorder.recordValue(Math.max(0, Math.min(nanos, HIGHEST_NANOS)));
    }

    @Override
    public synchronized long getCount() {
        drain();
        return total.getTotalCount();
    }

    @Override
    public synchronized HistogramStatistics getStatistics() {
        drain();
        Histogram recent = empty();
        for (AbstractHistogram one : slices) {
            recent.add(one);
        }
        return new Statistics(recent);
    }

    /** Adds what was recorded so far to {@code sum}. */
    synchronized void addTo(Histogram sum) {
        drain();
        sum.add(total);
    }

    /** Forgets what was recorded so far. */
    synchronized void reset() {
        drain();
        total.reset();
        for (AbstractHistogram one : slices) {
            one.reset();
        }
    }

    private void drain() {
        Histogram interval = recorder.getIntervalHistogram(spare);
        total.add(interval);
        long now = Math.floorDiv(clockNanos.getAsLong(), SLICE_NANOS);
        for (long next = Math.max(slice + 1, now - SLICES + 1); next <= now; next++) {
            slices[Math.floorMod(next, SLICES)].reset();
        }
        slice = now;
        slices[Math.floorMod(now, SLICES)].add(interval);
        spare = interval;
    }

    /** A fixed copy of the figures. */
    private static final class Statistics extends HistogramStatistics {
        private final Histogram histogram;

        private Statistics(Histogram histogram) {
            this.histogram = histogram;
        }

        @Override
        public double getQuantile(double quantile) {
            return histogram.getValueAtPercentile(quantile * 100);
        }

        /** Always empty: the single values are not kept. */
        @Override
        public long[] getValues() {
            return new long[0];
        }

        @Override
        public int size() {
            return (int) Math.min(Integer.MAX_VALUE, histogram.getTotalCount());
        }

        @Override
        public double getMean() {
            return histogram.getMean();
        }

        @Override
        public double getStdDev() {
            return histogram.getStdDeviation();
        }

        @Override
        public long getMax() {
            return histogram.getMaxValue();
        }

        @Override
        public long getMin() {
            return histogram.getTotalCount() == 0 ? 0 : histogram.getMinValue();
        }
    }
}
