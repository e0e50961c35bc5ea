package io.quorate.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quorate.backtest.DecisionHash;
import io.quorate.job.kafka.EmbeddedBroker;
import io.quorate.job.kafka.Topics;
import io.quorate.job.local.LocalCluster;
import io.quorate.job.metrics.LevelFigures;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.scenario.AckGate;
import io.quorate.job.scenario.CommittedLedger;
import io.quorate.job.scenario.ControlScenario;
import io.quorate.job.scenario.Crash;
import io.quorate.job.scenario.KafkaRun;
import io.quorate.job.scenario.MarketScenario;
import io.quorate.job.scenario.Mutant;
import io.quorate.job.scenario.PlainRun;
import io.quorate.job.scenario.Publishing;
import io.quorate.job.scenario.RunPlan;
import io.quorate.job.scenario.TestBundles;
import io.quorate.job.scenario.UncommittedLedger;
import io.quorate.schema.control.ControlKind;
import io.quorate.telemetry.Level;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the pace and whatever fails, every sample is scored by the ensemble of its event time: one hash. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SwapDeterminismIT {

    private static final long SEED = 7;
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
    static void publish() throws Exception {
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
        market = MarketScenario.of(SEED, 500);
        control = ControlScenario.standard(
                        market,
                        TestBundles.train(dir.resolve("one.zip"), 1),
                        TestBundles.train(dir.resolve("two.zip"), 2))
                .rollingBack(2, market.at(0.85) + 2);
        Topics.create(settings, MarketScenario.PARTITIONS);
        Publishing.market(settings, market.arrivals());
        plain = PlainRun.of(settings, market, control.epochs());
        assertThat(plain.weightEpochs()).isGreaterThanOrEqualTo(3);
        cluster = LocalCluster.start(settings, 2, dir.resolve("flink"));
    }

    @AfterAll
    static void stop() {
        cluster.close();
        broker.close();
    }

    @RepeatedTest(3)
    @Order(1)
    void atFullSpeed(org.junit.jupiter.api.RepetitionInfo repetition) throws Exception {
        String name = "full-" + repetition.getCurrentRepetition();
        try (KafkaRun run = RunPlan.live(name, 2, control.requests()).start(cluster, settings)) {
            assertSameDecisions(run);
        }
    }

    @Test
    @Order(2)
    void replayingTheFinishedLog() throws Exception {
        PlainRun finished = finished();
        assertThat(finished.hash().size()).isGreaterThanOrEqualTo(plain.hash().size());
        try (KafkaRun run = replay("replay", List.of())) {
            assertThat(run.awaitEnd().hex()).isEqualTo(finished.hash().hex());
            assertEveryEpochInTime(run);
        }
    }

    @Test
    @Order(3)
    void takingTheLatestEpochInsteadIsNoticed() throws Exception {
        PlainRun finished = finished();
        try (KafkaRun unchanged = replay("unchanged", Mutant.none())) {
            assertThat(unchanged.awaitEnd().hex()).isEqualTo(finished.hash().hex());
        }
        try (KafkaRun mutant = replay("mutant", Mutant.takingTheLatestEpoch(dir.resolve("mutant")))) {
            assertThat(mutant.awaitEnd().hex()).isNotEqualTo(finished.hash().hex());
            assertThat(mutant.ensembles().values()).containsOnly(Set.of(2L));
        }
    }

    @Test
    @Order(4)
    void publishedAtItsPace() throws Exception {
        Settings own = settings.with(JobOptions.MARKET, "paced-market");
        Topics.create(own, MarketScenario.PARTITIONS);
        double speedUp = (market.toMs() - market.fromMs()) / 6_000.0;
        try (KafkaRun run = RunPlan.live("paced", 2, control.requests()).start(cluster, own)) {
            Publishing.paced(own, market.arrivals(), speedUp);
            assertSameDecisions(run);
        }
    }

    @Test
    @Order(5)
    void crashedWhileRecordsWaitAtTheFrontier() throws Exception {
        Settings own = settings.with(JobOptions.MARKET, "held-market");
        Topics.create(own, MarketScenario.PARTITIONS);
        int early = market.before(0.1);
        Publishing.market(own, market.arrivals().subList(0, early));
        AtomicBoolean now = new AtomicBoolean();
        try (Crash crash = Crash.when((at, progress) -> now.get());
                AckGate acks = AckGate.create();
                KafkaRun run = RunPlan.live("held", 2, control.atStart())
                        .withInputs(acks::in)
                        .withOutputs(crash::in)
                        .start(cluster, own)) {
            await().atMost(PATIENCE)
                    .until(() -> KafkaRun.controlLog(run.settings()).stream()
                            .anyMatch(r -> r.kind() == ControlKind.FRONTIER));
            acks.shut();
            run.request(control.later());
            await().atMost(PATIENCE).until(() -> acks.kept() == 6);
            Publishing.market(
                    own, market.arrivals().subList(early, market.arrivals().size()));
            await().atMost(PATIENCE).until(() -> held() > 0);
            long before = crash.completedCheckpoints();
            await().atMost(PATIENCE).until(() -> crash.completedCheckpoints() >= before + 2);
            assertThat(held()).isPositive();
            int[] decided = {-1};
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
                int seen = run.readAll().size();
                boolean still = seen == decided[0];
                decided[0] = seen;
                return still;
            });
            now.set(true);
            await().atMost(PATIENCE).until(() -> crash.restoredCheckpoint() > 0);
            assertThat(run.readAll().size())
                    .isEqualTo(decided[0])
                    .isLessThan(plain.hash().size());
            acks.open();
            Publishing.market(own, market.pulse());
            assertSameDecisions(run);
        }
    }

    @Test
    @Order(6)
    void crashedBetweenPreCommitAndCommit() throws Exception {
        Settings own = settings.with(JobOptions.MARKET, "commit-market");
        Topics.create(own, MarketScenario.PARTITIONS);
        int half = market.before(0.5);
        Publishing.market(own, market.arrivals().subList(0, half));
        RunPlan plan = RunPlan.live("commit", 2, control.requests());
        UncommittedLedger uncommitted = new UncommittedLedger(plan.settings(own));
        try (Crash crash = Crash.when(uncommitted);
                KafkaRun run = plan.withOutputs(crash::in).start(cluster, own)) {
            int early = run.awaitLedger(1).records().size();
            uncommitted.from(early);
            Publishing.market(
                    own, market.arrivals().subList(half, market.arrivals().size()));
            await().atMost(PATIENCE).until(() -> crash.restoredCheckpoint() > 0);
            assertThat(crash.restoredCheckpoint()).isEqualTo(crash.crashedCheckpoint());
            assertThat(uncommitted.committed()).hasSizeGreaterThanOrEqualTo(early);
            Publishing.market(own, market.pulse());
            assertSameDecisions(run);
            CommittedLedger ledger = run.awaitLedger(plain.ledger().size());
            assertThat(ledger.records()).hasSize(plain.ledger().size());
            assertThat(ledger.byPlace().equals(plain.ledger())).isTrue();
            assertThat(ledger.firstFault()).isNull();
        }
    }

    private static void assertSameDecisions(KafkaRun run) {
        DecisionHash hash = run.awaitDecisions(plain.hash().size());
        assertThat(hash.size()).isEqualTo(plain.hash().size());
        assertThat(hash.conflicts()).isZero();
        assertThat(hash.hex()).isEqualTo(plain.hash().hex());
        assertEveryEpochInTime(run);
    }

    private static void assertEveryEpochInTime(KafkaRun run) {
        assertThat(run.ensembles()).isNotEmpty();
        run.ensembles()
                .forEach((tsMs, versions) ->
                        assertThat(versions).as("at %s", tsMs).isEqualTo(Set.of(control.ensembleAt(tsMs))));
    }

    /** The plain pipeline over the log that the first run wrote: its weights are held against it. */
    private static PlainRun finished() {
        return PlainRun.finished(settings, market, KafkaRun.controlLog(firstLog()));
    }

    private static Settings firstLog() {
        return settings.with(JobOptions.CONTROL, "full-1-control");
    }

    private static KafkaRun replay(String name, List<URL> classpath) throws Exception {
        return RunPlan.replay(name, 2).withClasspath(classpath).start(cluster, firstLog());
    }

    private static long held() {
        LevelFigures held = cluster.metrics().snapshot().level(Level.RECORDS_HELD);
        return held == null ? 0 : held.sum();
    }
}
