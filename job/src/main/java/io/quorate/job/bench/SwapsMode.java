package io.quorate.job.bench;

import io.quorate.job.control.ControlAnswer;
import io.quorate.job.control.ControlClient;
import io.quorate.job.control.ControlRequests;
import io.quorate.job.control.Origin;
import io.quorate.job.demo.MarketPublisher;
import io.quorate.job.demo.Pace;
import io.quorate.job.fault.UserError;
import io.quorate.job.kafka.TopicReader;
import io.quorate.job.kafka.Topics;
import io.quorate.job.load.LoadControl;
import io.quorate.job.load.LoadMarket;
import io.quorate.job.metrics.LatencyFigures;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.schema.codec.CodecException;
import io.quorate.schema.codec.ControlCodec;
import io.quorate.schema.codec.MarketCodec;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.ControlRequest;
import io.quorate.schema.control.EnsembleSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A steady rate through Kafka while the ensemble changes every 2 s, published or rolled back, and its weights change as
 * often: latency around the changes beside that of a stretch without them, then a lost task manager, then the same
 * records at full speed at other parallelisms. Everything has to lead to the bytes the plain pipeline gives.
 */
final class SwapsMode {

    private static final Duration HEARTBEAT = Duration.ofMillis(20);
    private static final long EVERY_MS = 2_000;
    private static final int CRASH_SECONDS = 16;
    private static final long AROUND_MS = 1_000;
    private static final int[] PARALLELISMS = {1, 4};

    private final Bench bench;
    private final BenchPlan plan;

    SwapsMode(Bench bench) {
        this.bench = bench;
        this.plan = bench.plan();
    }

    /** When the parts of a live run began, epoch ms. */
    private record Parts(long quietMs, long swapsMs, long swapsEndMs) {}

    List<BenchResult> run() throws InterruptedException {
        List<BenchResult> results = new ArrayList<>();
        for (int parallelism : PARALLELISMS) {
            BenchResult result = new BenchResult("swaps at parallelism " + parallelism);
            Settings settings = at(bench.withTopics("swaps-" + parallelism), parallelism);
            live(settings, parallelism, result);
            results.add(result);
        }
        return results;
    }

    private int quietSeconds() {
        return Math.max(5, plan.seconds() / 2);
    }

    private static Settings at(Settings settings, int parallelism) {
        return settings.with(Map.of(
                JobOptions.PARALLELISM.key(),
                Integer.toString(parallelism),
                JobOptions.WEIGHTS_WINDOW.key(),
                EVERY_MS + "ms",
                JobOptions.RESTART_DELAY.key(),
                "100ms"));
    }

    private void live(Settings settings, int parallelism, BenchResult result) throws InterruptedException {
        LoadControl control = bench.control();
        EnsembleSpec other = bench.otherBundle();
        control.send(settings);
        RunDigest.Plain plain;
        try (RunningJob job = RunningJob.onKafka(bench, settings, "swaps-" + parallelism);
                EpochConsumer consumer = EpochConsumer.start(settings);
                MarketPublisher publisher = new MarketPublisher(settings, MarketCodec::encode);
                ControlClient client = ControlClient.open(settings)) {
            int seconds = plan.warmUpSeconds() + quietSeconds() + plan.seconds() + CRASH_SECONDS;
            Thread sender = new Thread(
                    () -> publisher.publish(
                            LoadMarket.of(plan.symbols()).endless(),
                            Pace.rate(plan.rate()),
                            HEARTBEAT,
                            Duration.ofSeconds(seconds)),
                    "publisher");
            sender.start();
            Parts parts = change(job, client, other, result);
            sender.join();
            publisher.finish(Duration.ofSeconds(1));
            bench.say("deciding again by the plain pipeline");
            List<ControlRecord> log = log(settings);
            plain = RunDigest.plain(settings, log);
            RunDigest digest = RunDigest.await(settings, plain.digest());
            count(result, plain, digest, publisher.records());
            epochs(result, consumer.seen(), log, parts);
        }
        replays(settings, plain.digest(), parallelism, result);
        bench.dropTopics(settings);
    }

    /** Warms up, waits, changes the ensemble again and again, then takes a task manager away while changes go on. */
    private Parts change(RunningJob job, ControlClient client, EnsembleSpec other, BenchResult result)
            throws InterruptedException {
        bench.say("warming up for " + plan.warmUpSeconds() + " s at " + plan.rate() + " records/s");
        Thread.sleep(1_000L * plan.warmUpSeconds());
        bench.say("measuring for " + quietSeconds() + " s without changes");
        long quietMs = System.currentTimeMillis();
        ProcessUse quiet = ProcessUse.now();
        Thread.sleep(1_000L * quietSeconds());
        bench.say("measuring for " + plan.seconds() + " s with a swap or rollback every 2 s");
        long swapsMs = System.currentTimeMillis();
        ProcessUse swaps = ProcessUse.now();
        List<Long> asked = new ArrayList<>();
        ask(client, other, swapsMs, plan.seconds(), asked);
        long swapsEndMs = System.currentTimeMillis();
        ProcessUse end = ProcessUse.now();
        bench.say("losing the task manager");
        ask(client, other, swapsEndMs, CRASH_SECONDS / 4, asked);
        job.loseTaskManager();
        ask(client, other, System.currentTimeMillis(), CRASH_SECONDS / 2, asked);
        long refused = 0;
        for (long offset : asked) {
            ControlAnswer answer = client.await(offset, Bench.PATIENCE);
            refused += answer.record().kind() == ControlKind.REFUSED ? 1 : 0;
        }
        result.count("changes asked for", asked.size())
                .exactly("changes refused", refused, 0)
                .add(
                        "CPU a decision without changes",
                        quiet.cpuMicros(swaps, (long) plan.rate() * quietSeconds()),
                        "us")
                .add("CPU a decision with changes", swaps.cpuMicros(end, (long) plan.rate() * plan.seconds()), "us")
                .add("CPU of everything else on the machine", end.otherCoresSince(quiet), "cores");
        return new Parts(quietMs, swapsMs, swapsEndMs);
    }

    private static void ask(ControlClient client, EnsembleSpec other, long fromMs, int seconds, List<Long> asked)
            throws InterruptedException {
        for (long dueMs = fromMs; dueMs < fromMs + 1_000L * seconds; dueMs += EVERY_MS) {
            Thread.sleep(Math.max(0, dueMs - System.currentTimeMillis()));
            ControlRequest request = asked.size() % 2 == 0
                    ? ControlRequests.ensemble(other, Origin.of("bench", "another bundle"))
                    : ControlRequests.rollback(1, Origin.of("bench", "back to the first"));
            asked.add(client.send(request));
        }
        Thread.sleep(Math.max(0, fromMs + 1_000L * seconds - System.currentTimeMillis()));
    }

    private static List<ControlRecord> log(Settings settings) {
        List<ControlRecord> log = new ArrayList<>();
        TopicReader.committed(settings).forEach(settings.get(JobOptions.CONTROL), r -> {
            try {
                log.add(ControlCodec.decodeRecord(r.value()));
            } catch (CodecException e) {
                throw UserError.failed("expected a control record, was " + e.getMessage(), e);
            }
        });
        return log;
    }

    private static void count(BenchResult result, RunDigest.Plain plain, RunDigest digest, long published) {
        result.count("records", published)
                .exactly("records read minus records sent", plain.read() - published, 0)
                .exactly("read minus accepted, repeated, late and refused", plain.read() - plain.accounted(), 0)
                .exactly("decisions minus warm samples", digest.onSamples() - plain.predictions(), 0)
                .count("decisions seen again after the crash, same bytes", digest.repeated())
                .exactly("decisions or ledger records with other bytes", digest.changed(), 0)
                .exactly("hash differs from the plain pipeline's", digest.equalTo(plain.digest()) ? 0 : 1, 0);
    }

    private void epochs(BenchResult result, SeenDecisions seen, List<ControlRecord> log, Parts parts) {
        NavigableMap<Long, Long> versions = new TreeMap<>();
        long weights = 0;
        for (ControlRecord r : log) {
            if (r.kind() == ControlKind.ENSEMBLE) {
                versions.put(r.effectiveFromMs(), r.version());
            }
            weights += r.kind() == ControlKind.WEIGHTS ? 1 : 0;
        }
        SeenDecisions.Agreement agreement = seen.agreement(versions);
        result.count("ensemble epochs", versions.size())
                .count("weights epochs", weights)
                .exactly("decisions by another epoch than that of their event time", agreement.wrong(), 0)
                .exactly("decisions by an older epoch than one before them in their key", agreement.backwards(), 0);
        LatencyFigures quiet = seen.latency(parts.quietMs(), parts.swapsMs());
        result.latency("decision, without changes", quiet);
        List<Long> starts = versions.keySet().stream()
                .filter(ms -> ms >= parts.swapsMs() + AROUND_MS && ms < parts.swapsEndMs() - AROUND_MS)
                .toList();
        long fromMs = starts.isEmpty() ? parts.swapsMs() : starts.get(0) - AROUND_MS;
        long toMs = starts.isEmpty() ? parts.swapsEndMs() : starts.get(starts.size() - 1) + AROUND_MS;
        LatencyFigures swaps = seen.latency(fromMs, toMs);
        result.latency("decision, in the 2 s around each change", swaps)
                .count("changes in that time", starts.size())
                .atMost("p99 around changes / p99 without", (double) swaps.p99Nanos() / quiet.p99Nanos(), "", 1.5)
                .add(
                        "longest pause between decisions, without changes",
                        seen.longestPauseMs(parts.quietMs(), parts.swapsMs()),
                        "ms")
                .atMost("longest pause between decisions, with changes", seen.longestPauseMs(fromMs, toMs), "ms", 100);
        double worst = 0;
        for (long startMs : starts) {
            worst = Math.max(
                    worst,
                    seen.latency(startMs - AROUND_MS, startMs + AROUND_MS).p99Nanos() / 1e6);
        }
        double worstQuiet = 0;
        for (long ms = parts.quietMs(); ms + EVERY_MS <= parts.swapsMs(); ms += EVERY_MS) {
            worstQuiet = Math.max(worstQuiet, seen.latency(ms, ms + EVERY_MS).p99Nanos() / 1e6);
        }
        result.add("worst p99 of 2 s, without changes", worstQuiet, "ms")
                .add("worst p99 of 2 s around a change", worst, "ms");
    }

    private void replays(Settings live, RunDigest expected, int liveParallelism, BenchResult result)
            throws InterruptedException {
        for (int parallelism : PARALLELISMS) {
            if (parallelism != liveParallelism) {
                replay(live, expected, parallelism, result);
            }
        }
        bench.say("hash of decisions and ledger " + expected.hex());
    }

    private void replay(Settings live, RunDigest expected, int parallelism, BenchResult result)
            throws InterruptedException {
        Settings settings = replay(live, parallelism);
        Topics.create(settings, plan.partitions());
        bench.say("replaying at full speed at parallelism " + parallelism + " with a lost task manager");
        long startNanos = System.nanoTime();
        try (RunningJob job = RunningJob.onKafka(bench, settings, settings.get(JobOptions.DECISIONS))) {
            RunDigest digest = RunDigest.await(settings, expected, job::loseTaskManager);
            String name = "replay at parallelism " + parallelism;
            result.exactly(name + ": hash differs from the plain pipeline's", digest.equalTo(expected) ? 0 : 1, 0)
                    .exactly(name + ": decisions or ledger records with other bytes", digest.changed(), 0)
                    .count(name + ": decisions seen again after the crash, same bytes", digest.repeated())
                    .add(
                            name + ": decisions a second, start and crash included",
                            digest.onSamples() * 1e9 / (System.nanoTime() - startNanos),
                            "1/s");
        }
    }

    private static Settings replay(Settings live, int parallelism) {
        Map<String, String> own = new TreeMap<>();
        own.put(JobOptions.CONTROL_MODE.key(), "replay");
        own.put(JobOptions.PARALLELISM.key(), Integer.toString(parallelism));
        for (var option : List.of(
                JobOptions.DECISIONS,
                JobOptions.LEDGER,
                JobOptions.EXECUTIONS,
                JobOptions.DEAD_LETTERS,
                JobOptions.LATE_EVENTS)) {
            own.put(option.key(), live.get(option) + "-" + parallelism);
        }
        return live.with(own);
    }
}
