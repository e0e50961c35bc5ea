package io.quorate.job.metrics;

import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.jspecify.annotations.Nullable;

/** Hands the stages' metrics, and the number of restarts, of one cluster to the {@link LiveMetrics} it names. */
public final class LiveMetricsReporter implements MetricReporter {
    private static final String RESTARTS = "numRestarts";

    private @Nullable LiveMetrics metrics;

    @Override
    public void open(MetricConfig config) {
        metrics = LiveMetrics.find(config.getString(LiveMetrics.ID, ""));
    }

    @Override
    public void close() {
        metrics = null;
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        LiveMetrics target = metrics;
        if (target != null && isOurs(metric, name)) {
            target.added(metric);
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        LiveMetrics target = metrics;
        if (target != null && isOurs(metric, name)) {
            target.removed(metric);
        }
    }

    private static boolean isOurs(Metric metric, String name) {
        return metric instanceof StageCounter
                || metric instanceof StageLevel
                || metric instanceof LatencyHistogram
                || (metric instanceof Gauge && name.equals(RESTARTS));
    }
}
