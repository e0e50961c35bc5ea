package io.quorate.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quorate.backtest.DecisionHash;
import io.quorate.job.kafka.EmbeddedBroker;
import io.quorate.job.kafka.Topics;
import io.quorate.job.local.LocalCluster;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.scenario.CommittedLedger;
import io.quorate.job.scenario.ControlScenario;
import io.quorate.job.scenario.Crash;
import io.quorate.job.scenario.KafkaRun;
import io.quorate.job.scenario.MarketScenario;
import io.quorate.job.scenario.PlainRun;
import io.quorate.job.scenario.Publishing;
import io.quorate.job.scenario.RunPlan;
import io.quorate.job.scenario.TestBundles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a crash the ledger holds each decision once, and what is repeated elsewhere is the same again. */
class RecoveryIT {

    private static final long SEED = 11;
    private static final double WALL_MS = 6_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path dir;

    private static EmbeddedBroker broker;
    private static LocalCluster cluster;
    private static Settings settings;
    private static MarketScenario market;
    private static ControlScenario control;
    private static PlainRun plain;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(dir.resolve("kafka"));
        settings = Settings.of(Map.of(
                JobOptions.BOOTSTRAP.key(), broker.bootstrap(),
                JobOptions.LATENESS.key(), MarketScenario.LATENESS_MS + "ms",
                JobOptions.WEIGHTS_WINDOW.key(), "5min",
                JobOptions.WEIGHTS_DELAY.key(), "30s",
                JobOptions.WEB_PORT.key(), "0",
                JobOptions.CHECKPOINT_INTERVAL.key(), "300ms",
                JobOptions.RESTART_DELAY.key(), "10ms",
                JobOptions.ALIGNMENT_DRIFT.key(), "10min"));
        market = MarketScenario.of(SEED, 400);
        control = ControlScenario.standard(
                market, TestBundles.train(dir.resolve("one.zip"), 1), TestBundles.train(dir.resolve("two.zip"), 2));
        plain = PlainRun.of(settings, market, control.epochs());
        cluster = LocalCluster.start(settings, 4, dir.resolve("flink"));
    }

    @AfterAll
    static void stop() {
        cluster.close();
        broker.close();
    }

    @Test
    void aTaskThatFailsLosesAndDoublesNothing() throws Exception {
        Settings own = ownMarket("task");
        try (Crash crash = Crash.when((at, progress) ->
                        at == Crash.At.DECISION && !progress.sealed().isEmpty() && progress.sinceBarrier() >= 50);
                KafkaRun run = RunPlan.live("task", 2, control.requests())
                        .withOutputs(crash::in)
                        .start(cluster, own)) {
            Publishing.paced(own, market.arrivals(), speedUp());
            await().atMost(PATIENCE).until(() -> crash.restoredCheckpoint() > 0);
            Publishing.market(own, market.pulse());
            assertNothingLostNothingDoubled(run);
        }
    }

    @Test
    void aTaskManagerThatEndsLosesAndDoublesNothing() throws Exception {
        Settings own = ownMarket("machine");
        try (KafkaRun run = RunPlan.live("machine", 2, control.requests()).start(cluster, own)) {
            CompletableFuture<Void> publisher = CompletableFuture.runAsync(() -> pace(own));
            run.awaitDecisions(plain.hash().size() / 3);
            run.awaitLedger(1);
            cluster.replaceTaskManager();
            publisher.get();
            Publishing.market(own, market.pulse());
            assertNothingLostNothingDoubled(run);
        }
    }

    @Test
    void aSavepointContinuesAtAnotherParallelism() throws Exception {
        Settings own = ownMarket("rescaled");
        List<MarketScenario.Arrival> arrivals = market.arrivals();
        int first = market.before(0.5);
        int second = market.before(0.75);
        try (KafkaRun run = RunPlan.live("rescaled", 2, control.requests()).start(cluster, own)) {
            Publishing.market(own, arrivals.subList(0, first));
            run.awaitDecisions(plain.hash().size() / 5);
            run.rescale(4);
            Publishing.market(own, arrivals.subList(first, second));
            run.awaitDecisions(plain.hash().size() / 2);
            run.rescale(1);
            Publishing.market(own, arrivals.subList(second, arrivals.size()));
            DecisionHash hash = run.awaitDecisions(plain.hash().size());
            assertThat(hash.repeats()).isZero();
            assertSound(run, hash);
        }
    }

    private static void assertNothingLostNothingDoubled(KafkaRun run) {
        DecisionHash hash = run.awaitDecisions(plain.hash().size());
        assertThat(hash.repeats()).isPositive();
        assertSound(run, hash);
    }

    private static void assertSound(KafkaRun run, DecisionHash hash) {
        assertThat(hash.conflicts()).isZero();
        assertThat(hash.size()).isEqualTo(plain.hash().size());
        assertThat(hash.hex()).isEqualTo(plain.hash().hex());
        CommittedLedger ledger = run.awaitLedger(plain.ledger().size());
        assertThat(ledger.records()).hasSameSizeAs(plain.ledger().keySet());
        assertThat(ledger.byPlace().equals(plain.ledger())).isTrue();
        assertThat(ledger.firstFault()).isNull();
    }

    private static Settings ownMarket(String name) {
        Settings own = settings.with(JobOptions.MARKET, name + "-market");
        Topics.create(own, MarketScenario.PARTITIONS);
        return own;
    }

    private static void pace(Settings own) {
        try {
            Publishing.paced(own, market.arrivals(), speedUp());
        } catch (Exception e) {
            throw new IllegalStateException("expected to publish", e);
        }
    }

    private static double speedUp() {
        return (market.toMs() - market.fromMs()) / WALL_MS;
    }
}
