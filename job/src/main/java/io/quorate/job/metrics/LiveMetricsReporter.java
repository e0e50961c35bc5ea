package io.quorate.job.metrics;

import java.util.Map;
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
            target.added(metric, attempt(group));
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        LiveMetrics target = metrics;
        if (target != null && isOurs(metric, name)) {
            target.removed(metric, attempt(group));
        }
    }

    private static LiveMetrics.Attempt attempt(MetricGroup group) {
        Map<String, String> variables = group.getAllVariables();
        String number = variables.get("<task_attempt_num>");
        return number == null
                ? LiveMetrics.Attempt.NONE
                : new LiveMetrics.Attempt(variables.getOrDefault("<job_id>", ""), Integer.parseInt(number));
    }

    private static boolean isOurs(Metric metric, String name) {
        return metric instanceof StageCounter
                || metric instanceof StageLevel
                || (metric instanceof LatencyHistogram && name.equals(FlinkStageProbe.LATENCY))
                || (metric instanceof Gauge && name.equals(RESTARTS));
    }
}
