package io.quorate.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.telemetry.Count;
import io.quorate.telemetry.Level;
import io.quorate.telemetry.StageProbe;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveMetricsTest {
    private final LiveMetrics metrics = LiveMetrics.open();

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void subtasksAreSummedByStage() {
        LiveMetricsReporter reporter = reporter();
        StageProbe first = new FlinkStageProbe(new ReportingGroup(reporter, ""), "features");
        StageProbe second = new FlinkStageProbe(new ReportingGroup(reporter, ""), "features");
        StageProbe other = new FlinkStageProbe(new ReportingGroup(reporter, ""), "score");
        first.add(Count.SAMPLES, 3);
        second.add(Count.SAMPLES, 4);
        other.add(Count.SAMPLES, 100);
        other.add(Count.PREDICTIONS, 7);
        first.level(Level.WATERMARK_MS, 10);
        second.level(Level.WATERMARK_MS, 30);
        first.end(first.begin());
        second.end(second.begin() - 5_000_000);

        MetricsSnapshot snapshot = metrics.snapshot();
        StageFigures features = snapshot.stage("features");
        assertThat(features.count(Count.SAMPLES)).isEqualTo(7);
        assertThat(features.count(Count.LATE)).isZero();
        assertThat(features.levels()).containsEntry(Level.WATERMARK_MS, new LevelFigures(10, 30, 40));
        assertThat(features.latency().count()).isEqualTo(2);
        assertThat(features.latency().maxNanos()).isBetween(5_000_000L, 1_000_000_000L);
        assertThat(snapshot.total(Count.SAMPLES)).isEqualTo(107);
        assertThat(snapshot.level(Level.EQUITY_MICROS)).isNull();
    }

    @Test
    void anEndedSubtaskStaysInTheSums() {
        LiveMetricsReporter reporter = reporter();
        ReportingGroup group = new ReportingGroup(reporter, "");
        StageProbe probe = new FlinkStageProbe(group, "gate");
        probe.add(Count.EVENTS_IN, 5);
        probe.level(Level.FRONTIER_MS, 99);
        probe.end(probe.begin());
        group.unregister();
        StageProbe restarted = new FlinkStageProbe(new ReportingGroup(reporter, ""), "gate");
        restarted.add(Count.EVENTS_IN, 2);

        StageFigures gate = metrics.snapshot().stage("gate");
        assertThat(gate.count(Count.EVENTS_IN)).isEqualTo(7);
        assertThat(gate.latency().count()).isEqualTo(1);
        assertThat(gate.levels()).containsEntry(Level.FRONTIER_MS, new LevelFigures(99, 99, 99));
        assertThat(metrics.snapshot()).as("reading changes nothing").isEqualTo(metrics.snapshot());
    }

    @Test
    void latenciesAreForgottenOnRequestAndCountsStay() {
        StageProbe probe = new FlinkStageProbe(new ReportingGroup(reporter(), ""), "gate");
        probe.add(Count.EVENTS_IN, 5);
        probe.end(probe.begin());
        metrics.resetLatencies();
        assertThat(metrics.snapshot().stage("gate"))
                .returns(5L, gate -> gate.count(Count.EVENTS_IN))
                .returns(0L, gate -> gate.latency().count());
    }

    @Test
    void restartsAreRead() {
        LiveMetricsReporter reporter = reporter();
        Gauge<Long> restarts = () -> 3L;
        reporter.notifyOfAddedMetric(restarts, "numRestarts", new UnregisteredMetricsGroup());
        reporter.notifyOfAddedMetric(restarts, "somethingElse", new UnregisteredMetricsGroup());
        assertThat(metrics.snapshot().restarts()).isEqualTo(3);
        reporter.notifyOfRemovedMetric(restarts, "numRestarts", new UnregisteredMetricsGroup());
        assertThat(metrics.snapshot().restarts()).isEqualTo(3);
    }

    @Test
    void namesAreLowerCamelCaseBelowTheStage() {
        ReportingGroup group = new ReportingGroup(reporter(), "");
        StageProbe probe = new FlinkStageProbe(group, "score");
        probe.add(Count.SAMPLE_DECISIONS, 1);
        probe.level(Level.ENSEMBLE_VERSION, 1);
        assertThat(group.all)
                .containsOnlyKeys(
                        "quorate.score.latencyNanos", "quorate.score.sampleDecisions", "quorate.score.ensembleVersion");
    }

    @Test
    void histogramQuantilesAreWithinTwoDigits() {
        LatencyHistogram histogram = new LatencyHistogram("x");
        for (int i = 1; i <= 1000; i++) {
            histogram.update(i * 1_000L);
        }
        histogram.update(Long.MAX_VALUE);
        histogram.update(-5);
        var statistics = histogram.getStatistics();
        assertThat(histogram.getCount()).isEqualTo(1002);
        assertThat(statistics.getQuantile(0.5)).isBetween(495_000.0, 505_000.0);
        assertThat(statistics.getMax()).isGreaterThanOrEqualTo(LatencyHistogram.HIGHEST_NANOS);
        assertThat(statistics.getMin()).isZero();
    }

    private LiveMetricsReporter reporter() {
        Configuration configuration = new Configuration();
        metrics.addTo(configuration);
        MetricConfig config = new MetricConfig();
        config.setProperty("id", configuration.getString("metrics.reporter.live.id", ""));
        LiveMetricsReporter reporter =
                (LiveMetricsReporter) new LiveMetricsReporterFactory().createMetricReporter(new Properties());
        reporter.open(config);
        return reporter;
    }

    /** A metric group that reports what is registered below it. */
    private static final class ReportingGroup extends UnregisteredMetricsGroup {
        private final LiveMetricsReporter reporter;
        private final String scope;
        private final Map<String, Metric> all;

        private ReportingGroup(LiveMetricsReporter reporter, String scope) {
            this(reporter, scope, new HashMap<>());
        }

        private ReportingGroup(LiveMetricsReporter reporter, String scope, Map<String, Metric> all) {
            this.reporter = reporter;
            this.scope = scope;
            this.all = all;
        }

        @Override
        public MetricGroup addGroup(String name) {
            return new ReportingGroup(reporter, scope + name + ".", all);
        }

        @Override
        public <C extends Counter> C counter(String name, C counter) {
            return add(name, counter);
        }

        @Override
        public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            return add(name, gauge);
        }

        @Override
        public <H extends Histogram> H histogram(String name, H histogram) {
            return add(name, histogram);
        }

        private <M extends Metric> M add(String name, M metric) {
            all.put(scope + name, metric);
            reporter.notifyOfAddedMetric(metric, name, this);
            return metric;
        }

        private void unregister() {
            all.forEach((name, metric) -> reporter.notifyOfRemovedMetric(metric, name, this));
        }
    }
}
