package io.quorate.job.demo;

import io.quorate.job.StreamingJob;
import io.quorate.job.control.ControlAnswer;
import io.quorate.job.control.ControlClient;
import io.quorate.job.control.ControlRequests;
import io.quorate.job.control.Origin;
import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import io.quorate.job.kafka.EmbeddedBroker;
import io.quorate.job.kafka.TopicReader;
import io.quorate.job.kafka.Topics;
import io.quorate.job.local.LocalCluster;
import io.quorate.job.metrics.MetricsSnapshot;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.replay.Parity;
import io.quorate.schema.codec.MarketCodec;
import io.quorate.schema.control.ControlRequest;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.market.MarketEvent;
import io.quorate.telemetry.Count;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The whole system on real trades in one process: broker, cluster, training, the job, a swap midway.
 *
 * <p>Steps: train on the first part, ask for ensemble, strategies and limits, start the job, replay the rest through
 * Kafka, put a second ensemble in force on the way, wait until everything sent was decided, and count again in the
 * topics.
 */
public final class Demo {

    private static final int PARTITIONS = 4;
    private static final int PORTFOLIOS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration HEARTBEAT = Duration.ofMillis(20);
    private static final String AUTHOR = "demo";

    private final DemoPlan plan;
    private final DemoScreen screen;
    private final DemoHistory history;
    private final double speedUp;
    private long swaps;

    public Demo(DemoPlan plan, DemoScreen screen) {
        this.plan = plan;
        this.screen = screen;
        this.history = DemoHistory.of(plan.syntheticSymbols());
        this.speedUp = speedUp();
    }

    private double speedUp() {
        if (plan.unpaced()) {
            return Double.POSITIVE_INFINITY;
        }
        double seconds =
                plan.recordsPerSecond() > 0 ? history.replay().size() / plan.recordsPerSecond() : plan.seconds();
        return history.replaySpanMs() / (1000.0 * seconds);
    }

    /** Runs it to the end. Throws UserError when a step fails, InterruptedException when it is told to stop. */
    public DemoReport run() throws InterruptedException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(plan.dataDir().resolve("kafka"))) {
            Settings settings = settings(broker);
            Topics.create(settings, PARTITIONS);
            screen.say("broker       " + broker.bootstrap());
            try (LocalCluster cluster = LocalCluster.start(
                    settings, plan.parallelism(), plan.dataDir().resolve("flink"))) {
                screen.say("web UI       " + cluster.webAddress()
                        + (cluster.webPortWasTaken() ? "  (port " + plan.webPort() + " is taken)" : ""));
                return replay(settings, cluster);
            }
        }
    }

    private Settings settings(EmbeddedBroker broker) {
        Map<String, String> s = new HashMap<>();
        s.put(JobOptions.RUN_ID.key(), "demo");
        s.put(JobOptions.BOOTSTRAP.key(), broker.bootstrap());
        s.put(JobOptions.PREDICTIONS.key(), "predictions");
        s.put(JobOptions.OUTCOMES.key(), "outcomes");
        s.put(JobOptions.LATENESS.key(), "2s");
        s.put(JobOptions.BARS_INTERVAL.key(), DemoModels.BAR_MS + "ms");
        s.put(JobOptions.WEIGHTS_WINDOW.key(), "1h");
        s.put(JobOptions.WEIGHTS_DELAY.key(), "10min");
        long driftMs = Double.isInfinite(speedUp) ? 6 * 3_600_000L : Math.max(2_000, (long) (speedUp * 500));
        s.put(JobOptions.ALIGNMENT_DRIFT.key(), driftMs + "ms");
        s.put(JobOptions.PARALLELISM.key(), Integer.toString(plan.parallelism()));
        s.put(JobOptions.WEB_PORT.key(), Integer.toString(plan.webPort()));
        s.put(JobOptions.PROMETHEUS_PORT.key(), Integer.toString(plan.prometheusPort()));
        return Settings.of(s);
    }

    private DemoReport replay(Settings settings, LocalCluster cluster) throws InterruptedException {
        Path bundles = folder("bundles");
        EnsembleSpec first = train("demo-1", history.replayFromMs(), 7, bundles.resolve("demo-1.zip"));
        EnsembleSpec second = train("demo-2", history.midwayMs(), 11, bundles.resolve("demo-2.zip"));
        List<MarketEvent> events = history.replay();
        try (ControlClient control = ControlClient.open(settings);
                LatencyConsumer consumer = LatencyConsumer.start(settings);
                MarketPublisher publisher = new MarketPublisher(settings, MarketCodec::encode)) {
            List<Long> asked = ask(control, first);
            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
            StreamingJob.define(env, settings);
            JobClient job = cluster.submit(env);
            cluster.awaitRunning(job, PATIENCE);
            screen.say(String.format(
                    Locale.ROOT,
                    "replay       %,d records, %.2f days at %s",
                    events.size(),
                    history.replaySpanMs() / 86_400_000.0,
                    Double.isInfinite(speedUp) ? "full speed" : String.format(Locale.ROOT, "%,.0fx", speedUp)));
            long startNanos = System.nanoTime();
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(publisher, events));
            try {
                watch(cluster, job, publisher, consumer, control, asked, second, sending, events.size());
            } finally {
                publisher.stop();
            }
            awaitDecided(cluster, job, publisher.records(), consumer);
            long wallMs = (System.nanoTime() - startNanos) / 1_000_000;
            MetricsSnapshot metrics = cluster.metrics().snapshot();
            awaitLedger(settings, metrics);
            cluster.cancel(job, PATIENCE);
            return new DemoReport(
                    plan,
                    speedUp,
                    wallMs,
                    publisher.records(),
                    swaps,
                    metrics,
                    TopicCounts.read(settings),
                    PORTFOLIOS,
                    plan.parity() ? Parity.run(settings, true, plan.parallelism(), Long.MAX_VALUE) : null);
        }
    }

    private Path folder(String name) {
        try {
            return Files.createDirectories(plan.dataDir().resolve(name));
        } catch (IOException e) {
            throw UserError.failed("expected a writable folder, was " + plan.dataDir(), e);
        }
    }

    private EnsembleSpec train(String version, long untilMs, long seed, Path file) {
        long start = System.nanoTime();
        List<MarketEvent> trades = history.before(untilMs);
        EnsembleSpec spec = DemoModels.train(version, trades, seed, file);
        screen.say(String.format(
                Locale.ROOT,
                "trained      %s on %,d trades before its first use in %.1f s, %,d bytes",
                version,
                trades.size(),
                (System.nanoTime() - start) / 1e9,
                spec.sizeBytes()));
        return spec;
    }

    private static List<Long> ask(ControlClient control, EnsembleSpec first) {
        Origin origin = Origin.of(AUTHOR, "start").from(0);
        return List.of(
                control.send(ControlRequests.ensemble(first, origin)),
                control.send(ControlRequests.strategy(DemoBook.SWING, DemoBook.swing(), again(origin))),
                control.send(ControlRequests.limits(DemoBook.SWING, DemoBook.swingLimits(), again(origin))),
                control.send(ControlRequests.strategy(DemoBook.SCALP, DemoBook.scalp(), again(origin))),
                control.send(ControlRequests.limits(DemoBook.SCALP, DemoBook.scalpLimits(), again(origin))));
    }

    private static Origin again(Origin origin) {
        return Origin.of(origin.author(), origin.reason()).from(origin.effectiveFromMs());
    }

    private void send(MarketPublisher publisher, List<MarketEvent> events) {
        Pace pace = Double.isInfinite(speedUp) ? Pace.max() : Pace.speedUp(speedUp);
        publisher.publish(events.iterator(), pace, HEARTBEAT, null);
        // time passes the last bar, the last label and the last timer
        publisher.finish(Duration.ofMinutes(30));
        publisher.finish(Duration.ofMinutes(30));
    }

    private void watch(
            LocalCluster cluster,
            JobClient job,
            MarketPublisher publisher,
            LatencyConsumer consumer,
            ControlClient control,
            List<Long> asked,
            EnsembleSpec second,
            CompletableFuture<Void> sending,
            long total)
            throws InterruptedException {
        for (long offset : asked) {
            accepted(control.await(offset, PATIENCE));
        }
        boolean swapped = false;
        while (!sending.isDone() || !swapped) {
            requireRunning(cluster, job);
            if (!swapped && publisher.records() >= total / 2) {
                swapped = true;
                swap(control, second);
            }
            screen.show(cluster.metrics().snapshot(), consumer.seen().equityMicros(), publisher.records(), total);
            pause(sending);
        }
        try {
            sending.get();
        } catch (ExecutionException e) {
            throw UserError.failed("expected the replay to be sent, was " + RootCause.of(e), e);
        }
    }

    /** A tick of the screen, cut short when sending ends. */
    private static void pause(CompletableFuture<Void> sending) throws InterruptedException {
        try {
            sending.get(500, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // the loop looks again, and the end reports a failure
        }
    }

    private void swap(ControlClient control, EnsembleSpec second) {
        ControlRequest request = ControlRequests.ensemble(second, Origin.of(AUTHOR, "retrained midway"));
        ControlAnswer answer = control.ask(request, PATIENCE);
        accepted(answer);
        swaps++;
        screen.say("swap         ensemble " + answer.record().version() + " in force from event time "
                + java.time.Instant.ofEpochMilli(answer.record().effectiveFromMs()));
    }

    private static void accepted(ControlAnswer answer) {
        if (!answer.accepted()) {
            throw UserError.failed("expected the request to be accepted, was refused: " + answer.reason());
        }
    }

    private static void requireRunning(LocalCluster cluster, JobClient job) throws InterruptedException {
        if (cluster.status(job).isTerminalState()) {
            throw UserError.failed("expected the job to run, was " + cluster.status(job) + cluster.failure(job));
        }
    }

    /** Waits until every record sent is accounted for and every prediction decided. */
    private void awaitDecided(LocalCluster cluster, JobClient job, long published, LatencyConsumer consumer)
            throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        MetricsSnapshot before = cluster.metrics().snapshot();
        for (int quiet = 0; quiet < 4; ) {
            requireRunning(cluster, job);
            TimeUnit.MILLISECONDS.sleep(250);
            MetricsSnapshot now = cluster.metrics().snapshot();
            boolean settled = now.stage("gate").count(Count.EVENTS_IN) == published
                    && decided(now) == decided(before)
                    && now.stage("decide").count(Count.SAMPLE_DECISIONS)
                            == PORTFOLIOS * now.stage("score").count(Count.PREDICTIONS);
            quiet = settled ? quiet + 1 : 0;
            before = now;
            screen.show(now, consumer.seen().equityMicros(), published, published);
            if (System.nanoTime() > deadline) {
                throw UserError.failed("expected every record to be decided within " + PATIENCE.toSeconds() + " s, was "
                        + now.stage("gate").count(Count.EVENTS_IN) + " of " + published + " read and " + decided(now)
                        + " decisions");
            }
        }
    }

    private static long decided(MetricsSnapshot m) {
        return m.stage("decide").count(Count.SAMPLE_DECISIONS)
                + m.stage("decide").count(Count.TIMER_DECISIONS);
    }

    /** The ledger is visible at checkpoints: waits for the one that holds the last decision. */
    private static void awaitLedger(Settings settings, MetricsSnapshot metrics) throws InterruptedException {
        long expected = decided(metrics) + PORTFOLIOS;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        TopicReader committed = TopicReader.committed(settings);
        while (committed.count(settings.get(JobOptions.LEDGER)) < expected && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(250);
        }
    }
}
