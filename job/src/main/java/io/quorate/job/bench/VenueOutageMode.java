package io.quorate.job.bench;

import io.quorate.job.demo.LatencyConsumer;
import io.quorate.job.demo.MarketPublisher;
import io.quorate.job.demo.Pace;
import io.quorate.job.load.LoadMarket;
import io.quorate.job.metrics.LatencyFigures;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.venue.VenueJob;
import io.quorate.schema.codec.MarketCodec;
import io.quorate.schema.market.MarketEvent;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;

/**
 * Records at a steady rate while orders go to a venue over HTTP: a span in which the venue works, one in which it answers
 * every request with 500, and one in which it works again. A broken venue must delay no decision.
 */
final class VenueOutageMode {

    private static final Duration HEARTBEAT = Duration.ofMillis(20);
    private static final double MOST_RATIO = 1.2;
    private static final Map<String, String> EXTERNAL = Map.of(
            JobOptions.VENUE.key(), "external",
            JobOptions.EXECUTIONS_EXTERNAL.key(), "executions-external",
            JobOptions.VENUE_RATE.key(), "500",
            JobOptions.VENUE_POLL.key(), "50ms",
            JobOptions.VENUE_BREAKER_WAIT.key(), "2s");

    private final Bench bench;
    private final BenchPlan plan;
    private final BenchResult result = new BenchResult("venue");

    VenueOutageMode(Bench bench) {
        this.bench = bench;
        this.plan = bench.plan();
    }

    BenchResult run() throws InterruptedException {
        try (BenchVenue venue = BenchVenue.start()) {
            Settings settings = bench.withTopics("venue", EXTERNAL).with(JobOptions.VENUE_URL, venue.url());
            bench.control().send(settings);
            Iterator<MarketEvent> events =
                    venue.watching(LoadMarket.of(plan.symbols()).endless());
            try (RunningJob job = RunningJob.onKafka(bench, settings, "venue");
                    MarketPublisher publisher = new MarketPublisher(settings, MarketCodec::encode);
                    LatencyConsumer decisions = LatencyConsumer.start(settings)) {
                job.beside(env -> VenueJob.define(env, settings));
                bench.say("warming up for " + plan.warmUpSeconds() + " s at " + plan.rate() + " records/s");
                send(publisher, events, plan.warmUpSeconds());
                spans(venue, decisions, seconds -> send(publisher, events, seconds));
                publisher.finish(Duration.ofSeconds(1));
                job.awaitDecisions(publisher.records(), 1);
                result.outcomes(job.snapshot());
            }
            DecisionAudit audit = DecisionAudit.of(settings);
            result.exactly("samples without a decision", audit.missed(), 0)
                    .exactly("samples with a second decision", audit.repeated(), 0);
            bench.dropTopics(settings);
        }
        return result;
    }

    /** Sends for so many seconds. */
    private interface Load {
        void send(int seconds);
    }

    private void spans(BenchVenue venue, LatencyConsumer decisions, Load load) {
        LatencyFigures before = span("works", venue, decisions, load);
        venue.broken(true);
        LatencyFigures broken = span("answers with 500", venue, decisions, load);
        venue.broken(false);
        LatencyFigures after = span("works again", venue, decisions, load);
        double healthy = (before.p99Nanos() + after.p99Nanos()) / 2.0;
        result.atMost("decision p99, broken / working", broken.p99Nanos() / healthy, "", MOST_RATIO);
    }

    private LatencyFigures span(String name, BenchVenue venue, LatencyConsumer decisions, Load load) {
        bench.say("measuring for " + plan.seconds() + " s: the venue " + name);
        int orders = venue.orders();
        long refused = venue.refused();
        decisions.reset();
        load.send(plan.seconds());
        LatencyFigures latency = decisions.seen().latency();
        result.count("venue " + name + ": orders carried out", venue.orders() - orders)
                .count("venue " + name + ": requests refused", venue.refused() - refused)
                .latency("venue " + name + ": decision", latency);
        return latency;
    }

    private void send(MarketPublisher publisher, Iterator<MarketEvent> events, int seconds) {
        publisher.publish(events, Pace.rate(plan.rate()), HEARTBEAT, Duration.ofSeconds(seconds));
    }
}
