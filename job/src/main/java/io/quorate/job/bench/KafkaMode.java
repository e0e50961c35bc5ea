package io.quorate.job.bench;

import io.quorate.job.demo.MarketPublisher;
import io.quorate.job.demo.Pace;
import io.quorate.job.load.LoadControl;
import io.quorate.job.load.LoadMarket;
import io.quorate.job.options.Settings;
import io.quorate.schema.codec.MarketCodec;
import io.quorate.telemetry.Count;
import java.time.Duration;

/** A filled market topic worked off at full speed, control sequenced live; decisions counted by the broker's clock. */
final class KafkaMode {

    private static final long FROM_MS = 1_700_000_000_000L;
    private static final double PER_SECOND = 20_000;

    private final Bench bench;
    private final BenchPlan plan;

    KafkaMode(Bench bench) {
        this.bench = bench;
        this.plan = bench.plan();
    }

    BenchResult run() throws InterruptedException {
        LoadControl control = bench.control();
        Settings settings = bench.withTopics("kafka");
        long records = fill(settings);
        control.send(settings);
        bench.say("working off " + records + " records through Kafka");
        BenchResult result = new BenchResult("kafka");
        ProcessUse start = ProcessUse.now();
        try (RunningJob job = RunningJob.onKafka(bench, settings, "kafka")) {
            job.awaitDecisions(records, 1);
            ProcessUse end = ProcessUse.now();
            result.count("records", records)
                    .add("CPU a decision", start.cpuMicros(end, records), "us")
                    .use(start, end)
                    .outcomes(job.snapshot())
                    .stages(job.snapshot(), 0);
            result.exactly("records read minus records sent", job.snapshot().total(Count.EVENTS_IN) - records, 0);
        }
        DecisionAudit audit = DecisionAudit.of(settings);
        result.atLeast("decisions a second, first to last", audit.perSecond(), "1/s", PER_SECOND)
                .add("decisions a second, second half", audit.perSecondOfSecondHalf(), "1/s")
                .count("decisions", audit.samples() + audit.timers())
                .exactly("samples without a decision", audit.missed(), 0)
                .exactly("samples with a second decision", audit.repeated(), 0);
        bench.dropTopics(settings);
        return result;
    }

    private long fill(Settings settings) {
        bench.say("filling the market topic with " + plan.records() + " records");
        try (MarketPublisher publisher = new MarketPublisher(settings, MarketCodec::encode)) {
            publisher.publish(
                    LoadMarket.of(plan.symbols()).timed(plan.records(), FROM_MS, plan.rate()),
                    Pace.max(),
                    Duration.ofMillis(20),
                    null);
            publisher.finish(Duration.ofSeconds(1));
            return publisher.records();
        }
    }
}
