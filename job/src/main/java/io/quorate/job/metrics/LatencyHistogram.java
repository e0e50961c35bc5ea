package io.quorate.job.metrics;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.apache.flink.metrics.HistogramStatistics;
import org.jspecify.annotations.Nullable;

/**
 * Latencies of one stage in one subtask, nanoseconds, since the subtask started.
 *
 * <p>The task thread records without waiting; any thread may read. Values keep two significant digits, above 100 s they
 * count as 100 s.
 */
public final class LatencyHistogram implements org.apache.flink.metrics.Histogram {
    static final long HIGHEST_NANOS = 100_000_000_000L;
    static final int DIGITS = 2;

    private final String stage;
    private final SingleWriterRecorder recorder = new SingleWriterRecorder(1, HIGHEST_NANOS, DIGITS);
    private final Histogram total = empty();
    private @Nullable Histogram spare;

    LatencyHistogram(String stage) {
        this.stage = stage;
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
        return new Statistics(total.copy());
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
    }

    private void drain() {
        Histogram interval = recorder.getIntervalHistogram(spare);
        total.add(interval);
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
