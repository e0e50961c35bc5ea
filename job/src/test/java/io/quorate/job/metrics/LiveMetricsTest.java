package io.quorate.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.market.RejectReason;
import io.quorate.telemetry.Count;
import io.quorate.telemetry.Level;
import io.quorate.telemetry.Stage;
import io.quorate.telemetry.StageProbe;
import io.quorate.telemetry.Tally;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
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
        assertThat(snapshot.level(Level.MODELS_LOADED)).isEqualTo(new LevelFigures(0, 0, 0));
        assertThat(snapshot.level(Level.PARTITIONS_SILENT)).isNull();
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
    void whatAnAttemptDidIsForgottenOnceTheNextOneDoesItAgain() {
        LiveMetricsReporter reporter = reporter();
        ReportingGroup failed = new ReportingGroup(reporter, "").of("job", 0);
        ReportingGroup late = new ReportingGroup(reporter, "").of("job", 0);
        ReportingGroup other = new ReportingGroup(reporter, "").of("another job", 0);
        new FlinkStageProbe(failed, "gate").add(Count.EVENTS_IN, 5);
        new FlinkStageProbe(late, "gate").add(Count.EVENTS_IN, 7);
        new FlinkStageProbe(other, "gate").add(Count.EVENTS_IN, 100);
        failed.unregister();
        other.unregister();
        assertThat(events()).isEqualTo(112);

        ReportingGroup next = new ReportingGroup(reporter, "").of("job", 1);
        new FlinkStageProbe(next, "gate").add(Count.EVENTS_IN, 2);
        late.unregister();
        assertThat(events()).isEqualTo(102);
        next.unregister();
        assertThat(events()).isEqualTo(102);
    }

    private long events() {
        return metrics.snapshot().stage("gate").count(Count.EVENTS_IN);
    }

    @Test
    void everythingAStageMeasuresIsThereFromTheStart() {
        for (Stage stage : Stage.values()) {
            ReportingGroup group = new ReportingGroup(reporter(), "");
            StageProbe probe = new FlinkStageProbe(group, stage.label());
            String prefix = "quorate." + stage.label() + ".";
            assertThat(group.all).containsKey(prefix + "latencyNanos");
            stage.counts()
                    .forEach(c -> assertThat(group.all.get(prefix + MetricName.of(c)))
                            .isInstanceOfSatisfying(
                                    Counter.class,
                                    counter -> assertThat(counter.getCount()).isZero()));
            stage.levels().forEach(l -> assertThat(group.all).containsKey(prefix + MetricName.of(l)));
            int before = group.all.size();
            stage.counts().forEach(c -> probe.add(c, 1));
            stage.levels().forEach(l -> probe.level(l, 1));
            assertThat(group.all).hasSize(before);
        }
    }

    @Test
    void aTallyHasACounterForEachOfItsKinds() {
        ReportingGroup group = new ReportingGroup(reporter(), "");
        StageProbe gate = new FlinkStageProbe(group, "gate");
        assertThat(group.count("quorate.gate.reason.TOO_LARGE.deadLetters")).isZero();
        gate.tally(Tally.DEAD_LETTERS, RejectReason.TOO_LARGE);
        gate.tally(Tally.DEAD_LETTERS, RejectReason.TOO_LARGE);
        gate.tally(Tally.DEAD_LETTERS, RejectReason.NOT_FINITE);
        assertThat(group.count("quorate.gate.reason.TOO_LARGE.deadLetters")).isEqualTo(2);
        assertThat(group.count("quorate.gate.reason.NOT_FINITE.deadLetters")).isEqualTo(1);
        new FlinkStageProbe(group, "decide").tally(Tally.DECISIONS, Outcome.NO_ACTION, DecisionReason.DEGRADED);
        assertThat(group.count("quorate.decide.outcome.NO_ACTION.reason.DEGRADED.decisions"))
                .isEqualTo(1);
    }

    @Test
    void theTimeFromAnEventToItsDecisionIsNoStepOfTheStage() {
        ReportingGroup group = new ReportingGroup(reporter(), "");
        new FlinkStageProbe(group, "decide").decided(System.currentTimeMillis() - 3_000);
        LatencyHistogram measured = (LatencyHistogram)
                Objects.requireNonNull(group.all.get("quorate.decide.eventToDecisionNanos"), "histogram");
        assertThat(measured.getStatistics().getQuantile(0.5)).isBetween(2.9e9, 60e9);
        assertThat(metrics.snapshot().stage("decide").latency().count()).isZero();
    }

    @Test
    void anUnknownTimeIsNoNumberAndItsEndInfinite() {
        StageLevel frontier = new StageLevel("score", Level.FRONTIER_MS);
        assertThat(frontier.getValue()).isNaN();
        assertThat(frontier.ageMs()).isNaN();
        frontier.set(Long.MAX_VALUE);
        assertThat(frontier.getValue()).isInfinite();
        frontier.set(System.currentTimeMillis() - 5_000);
        assertThat(frontier.ageMs()).isBetween(5_000.0, 60_000.0);
        assertThat(new StageLevel("score", Level.ENSEMBLE_VERSION).getValue()).isEqualTo(-1);
        assertThat(new StageLevel("score", Level.RECORDS_HELD).getValue()).isZero();
    }

    @Test
    void quantilesForgetAfterAMinuteAndTheCountDoesNot() {
        AtomicLong nowNanos = new AtomicLong(-7_000_000_000L);
        LatencyHistogram histogram = new LatencyHistogram("x", nowNanos::get);
        histogram.update(90_000_000);
        assertThat(histogram.getStatistics().getQuantile(0.99)).isGreaterThan(89_000_000);
        nowNanos.addAndGet(20_000_000_000L);
        histogram.update(1_000);
        assertThat(histogram.getStatistics().getQuantile(0.99)).isGreaterThan(89_000_000);
        nowNanos.addAndGet(46_000_000_000L);
        assertThat(histogram.getStatistics().getQuantile(0.99)).isBetween(990.0, 1_010.0);
        nowNanos.addAndGet(3_600_000_000_000L);
        assertThat(histogram.getStatistics().getQuantile(0.99)).isZero();
        assertThat(histogram.getCount()).isEqualTo(2);
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
        StageProbe probe = new FlinkStageProbe(group, "mine");
        probe.add(Count.SAMPLE_DECISIONS, 1);
        probe.level(Level.ENSEMBLE_VERSION, 1);
        probe.decided(0);
        assertThat(group.all)
                .containsOnlyKeys(
                        "quorate.mine.latencyNanos", "quorate.mine.sampleDecisions", "quorate.mine.ensembleVersion");
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
        private final Map<String, String> variables;

        private ReportingGroup(LiveMetricsReporter reporter, String scope) {
            this(reporter, scope, new HashMap<>(), new HashMap<>());
        }

        private ReportingGroup(
                LiveMetricsReporter reporter, String scope, Map<String, Metric> all, Map<String, String> variables) {
            this.reporter = reporter;
            this.scope = scope;
            this.all = all;
            this.variables = variables;
        }

        private ReportingGroup of(String job, int attempt) {
            variables.put("<job_id>", job);
            variables.put("<task_attempt_num>", Integer.toString(attempt));
            return this;
        }

        private long count(String name) {
            return ((Counter) Objects.requireNonNull(all.get(name), name)).getCount();
        }

        @Override
        public Map<String, String> getAllVariables() {
            return variables;
        }

        @Override
        public MetricGroup addGroup(String name) {
            return new ReportingGroup(reporter, scope + name + ".", all, variables);
        }

        @Override
        public MetricGroup addGroup(String key, String value) {
            return addGroup(key).addGroup(value);
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
