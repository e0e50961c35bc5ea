package io.quorate.job.metrics;

import org.HdrHistogram.Histogram;

/**
 * Quantiles of a latency.
 *
 * @param count number of values
 * @param meanNanos mean; 0 without values, as the rest
 * @param p50Nanos median
 * @param p95Nanos 95 % quantile
 * @param p99Nanos 99 % quantile
 * @param p999Nanos 99.9 % quantile
 * @param maxNanos greatest value
 */
public record LatencyFigures(
        long count, double meanNanos, long p50Nanos, long p95Nanos, long p99Nanos, long p999Nanos, long maxNanos) {

    public static LatencyFigures of(Histogram nanos) {
        return new LatencyFigures(
                nanos.getTotalCount(),
                nanos.getMean(),
                nanos.getValueAtPercentile(50),
                nanos.getValueAtPercentile(95),
                nanos.getValueAtPercentile(99),
                nanos.getValueAtPercentile(99.9),
                nanos.getMaxValue());
    }
}
