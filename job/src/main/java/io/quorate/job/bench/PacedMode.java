package io.quorate.job.bench;

import io.quorate.job.demo.LatencyConsumer;
import io.quorate.job.demo.MarketPublisher;
import io.quorate.job.demo.Pace;
import io.quorate.job.load.LoadControl;
import io.quorate.job.load.LoadMarket;
import io.quorate.job.metrics.LatencyFigures;
import io.quorate.job.metrics.MetricsSnapshot;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.schema.codec.MarketCodec;
import io.quorate.telemetry.Count;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Records at a steady rate through Kafka, each stamped with its intended send time; latency is from there to an
 * independent consumer of the decisions.
 */
final class PacedMode {

    private static final Duration HEARTBEAT = Duration.ofMillis(20);
    private static final double P99_MS = 100;
    private static final double P99_OVER_WAIT_MS = 25;

    private final Bench bench;
    private final BenchPlan plan;
    private final LoadMarket market;
    private final BenchResult result = new BenchResult("paced");

    PacedMode(Bench bench) {
        this.bench = bench;
        this.plan = bench.plan();
        this.market = LoadMarket.of(plan.symbols());
    }

    BenchResult run() throws InterruptedException {
        LoadControl control = bench.control();
        Settings settings = bench.withTopics("paced");
        control.send(settings);
        try (RunningJob job = RunningJob.onKafka(bench, settings, "paced");
                MarketPublisher publisher = new MarketPublisher(settings, MarketCodec::encode);
                LatencyConsumer decisions = LatencyConsumer.start(settings)) {
            LedgerConsumer ledger = plan.watchLedger() ? LedgerConsumer.start(settings) : null;
            try {
                measure(settings, job, publisher, decisions, ledger);
            } finally {
                if (ledger != null) {
                    ledger.close();
                }
            }
        }
        bench.say("reading the decisions back");
        DecisionAudit audit = DecisionAudit.of(settings);
        result.exactly("samples without a decision", audit.missed(), 0)
                .exactly("samples with a second decision", audit.repeated(), 0);
        bench.dropTopics(settings);
        return result;
    }

    private void measure(
            Settings settings,
            RunningJob job,
            MarketPublisher publisher,
            LatencyConsumer decisions,
            @Nullable LedgerConsumer ledger)
            throws InterruptedException {
        if (plan.warmUpSeconds() > 0) {
            bench.say("warming up for " + plan.warmUpSeconds() + " s at " + plan.rate() + " records/s");
            send(publisher, plan.warmUpSeconds());
        }
        decisions.reset();
        job.resetLatencies();
        if (ledger != null) {
            ledger.reset();
        }
        long held = job.snapshot().total(Count.HELD);
        bench.say("measuring for " + plan.seconds() + " s at " + plan.rate() + " records/s");
        ProcessUse start = ProcessUse.now();
        MarketPublisher.Sent sent = send(publisher, plan.seconds());
        ProcessUse end = ProcessUse.now();
        publisher.finish(Duration.ofSeconds(1));
        LatencyFigures latency = decisions.seen().latency();
        MetricsSnapshot snapshot = job.snapshot();
        job.awaitDecisions(publisher.records(), 1);
        report(settings, latency, sent);
        if (ledger != null) {
            result.latency("ledger visible", ledger.latency());
        }
        result.add("CPU a decision", start.cpuMicros(end, sent.records()), "us");
        result.use(start, end).outcomes(snapshot).stages(snapshot, held);
        count(job.snapshot(), publisher.records());
    }

    private MarketPublisher.Sent send(MarketPublisher publisher, int seconds) {
        return publisher.publish(market.endless(), Pace.rate(plan.rate()), HEARTBEAT, Duration.ofSeconds(seconds));
    }

    private void report(Settings settings, LatencyFigures latency, MarketPublisher.Sent sent) {
        double waitMs = settings.millis(JobOptions.LATENESS) + HEARTBEAT.toMillis();
        double p99Ms = latency.p99Nanos() / 1e6;
        result.count("records sent", sent.records())
                .add("records a second", sent.records() * 1e3 / sent.wallMs(), "1/s")
                .count("decisions measured", latency.count())
                .add("decision p50", latency.p50Nanos() / 1e6, "ms")
                .add("decision p95", latency.p95Nanos() / 1e6, "ms")
                .below("decision p99", p99Ms, "ms", P99_MS)
                .below("decision p99 minus lateness and heartbeat", p99Ms - waitMs, "ms", P99_OVER_WAIT_MS)
                .add("decision p99.9", latency.p999Nanos() / 1e6, "ms")
                .add("decision max", latency.maxNanos() / 1e6, "ms")
                .add("publisher behind its times p99", sent.lag().p99Nanos() / 1e6, "ms")
                .add("publisher behind its times max", sent.lag().maxNanos() / 1e6, "ms");
    }

    private void count(MetricsSnapshot now, long published) {
        result.exactly("records read minus records sent", now.total(Count.EVENTS_IN) - published, 0)
                .exactly(
                        "read minus accepted, repeated, late and refused",
                        now.total(Count.EVENTS_IN)
                                - now.total(Count.ACCEPTED)
                                - now.total(Count.DUPLICATES)
                                - now.total(Count.LATE)
                                - now.total(Count.REJECTED),
                        0)
                .exactly(
                        "decisions minus warm samples",
                        now.total(Count.SAMPLE_DECISIONS) - RunningJob.expectedDecisions(now),
                        0)
                .count("records late", now.total(Count.LATE))
                .count("records repeated", now.total(Count.DUPLICATES));
    }
}
