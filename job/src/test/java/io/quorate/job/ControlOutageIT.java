package io.quorate.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quorate.backtest.DecisionHash;
import io.quorate.job.kafka.EmbeddedBroker;
import io.quorate.job.kafka.TopicReader;
import io.quorate.job.kafka.TopicRecord;
import io.quorate.job.kafka.Topics;
import io.quorate.job.local.LocalCluster;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.scenario.ControlPause;
import io.quorate.job.scenario.ControlScenario;
import io.quorate.job.scenario.KafkaRun;
import io.quorate.job.scenario.MarketScenario;
import io.quorate.job.scenario.PlainRun;
import io.quorate.job.scenario.Publishing;
import io.quorate.job.scenario.RunPlan;
import io.quorate.job.scenario.TestBundles;
import io.quorate.schema.alert.Alert;
import io.quorate.schema.alert.AlertKind;
import io.quorate.schema.alert.AlertState;
import io.quorate.schema.codec.AlertCodec;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.EnsembleSpec;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.JobStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without the control log, or without the bundle it names, records wait and say so; nothing is decided otherwise. */
class ControlOutageIT {

    private static final long SEED = 22;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How long the control log is away; -Dquorate.outage.seconds=60 for a long one. */
    private static final Duration OUTAGE = Duration.ofSeconds(Long.getLong("quorate.outage.seconds", 1));

    @TempDir
    private static Path dir;

    private static EmbeddedBroker broker;
    private static LocalCluster cluster;
    private static Settings settings;
    private static MarketScenario market;
    private static ControlScenario control;
    private static EnsembleSpec two;
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
                JobOptions.SILENCE_WARNING.key(), "1s",
                JobOptions.MODEL_TIMEOUT.key(), "10s",
                JobOptions.RESTART_ATTEMPTS.key(), "0",
                JobOptions.ALIGNMENT_DRIFT.key(), "10min"));
        market = MarketScenario.of(SEED, 400);
        two = TestBundles.train(dir.resolve("two.zip"), 2);
        control = ControlScenario.standard(market, TestBundles.train(dir.resolve("one.zip"), 1), two);
        plain = PlainRun.of(settings, market, control.epochs());
        cluster = LocalCluster.start(settings, 2, dir.resolve("flink"));
    }

    @AfterAll
    static void stop() {
        cluster.close();
        broker.close();
    }

    @Test
    void nothingIsDecidedBeyondTheFrontierWhileTheControlLogIsAway() throws Exception {
        Settings own = settings.with(JobOptions.MARKET, "away-market");
        Topics.create(own, MarketScenario.PARTITIONS);
        int half = market.before(0.5);
        Publishing.market(own, market.arrivals().subList(0, half));
        try (ControlPause pause = ControlPause.create();
                KafkaRun run = RunPlan.live("away", 2, control.requests())
                        .withInputs(pause::in)
                        .start(cluster, own)) {
            run.awaitDecisions(100);
            pause.begin();
            long backNanos = System.nanoTime() + OUTAGE.toNanos();
            long frontierMs = pause.frontierMs();
            Publishing.market(
                    own, market.arrivals().subList(half, market.arrivals().size()));
            await().atMost(PATIENCE)
                    .until(() -> alerts(run, AlertKind.CONTROL_SILENT).contains(AlertState.RAISED));
            await().atMost(OUTAGE.plus(PATIENCE)).until(() -> {
                run.readAll();
                return System.nanoTime() >= backNanos;
            });
            int decided = run.readAll().size();
            assertThat(decided).isLessThan(plain.hash().size());
            assertThat(run.ensembles().keySet()).allMatch(tsMs -> tsMs <= frontierMs);
            pause.end();
            DecisionHash hash = run.awaitDecisions(plain.hash().size());
            assertThat(KafkaRun.controlLog(run.settings())).noneMatch(r -> r.kind() == ControlKind.REFUSED);
            assertThat(hash.size()).isEqualTo(plain.hash().size());
            assertThat(hash.conflicts()).isZero();
            assertThat(hash.hex()).isEqualTo(plain.hash().hex());
            await().atMost(PATIENCE)
                    .until(() -> alerts(run, AlertKind.CONTROL_SILENT).contains(AlertState.CLEARED));
            assertThat(cluster.status(run.job())).isEqualTo(JobStatus.RUNNING);
        }
    }

    @Test
    void aCommittedBundleThatIsGoneStopsTheJobUntilItIsBack() throws Exception {
        Settings own = settings.with(JobOptions.MARKET, "gone-market");
        Topics.create(own, MarketScenario.PARTITIONS);
        int part = market.before(0.5);
        RunPlan plan = RunPlan.live("gone", 2, control.requests());
        Publishing.market(own, market.arrivals().subList(0, part));
        String savepoint;
        int decided;
        try (KafkaRun run = plan.start(cluster, own)) {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
                run.readAll();
                return run.ensembles().keySet().stream().anyMatch(tsMs -> tsMs > market.at(0.45));
            });
            savepoint = run.stop(null);
            decided = run.readAll().size();
        }
        Path file = Path.of(URI.create(two.bundleUri()));
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        try (KafkaRun run = plan.from(savepoint).start(cluster, own)) {
            Publishing.market(
                    own, market.arrivals().subList(part, market.arrivals().size()));
            await().atMost(PATIENCE).until(() -> cluster.status(run.job()).isTerminalState());
            assertThat(cluster.status(run.job())).isEqualTo(JobStatus.FAILED);
            assertThat(cluster.failure(run.job())).contains("two.zip does not exist");
            // what was scored before and only waited for time may be decided; the rest is not, by any other epoch
            assertThat(run.readAll().size()).isLessThan(decided + (plain.hash().size() - decided) / 10);
            run.ensembles()
                    .forEach((tsMs, versions) -> assertThat(versions).isEqualTo(Set.of(control.ensembleAt(tsMs))));
            assertThat(alerts(run, AlertKind.BUNDLE_MISSING)).contains(AlertState.RAISED);
        }
        Files.write(file, bytes);
        try (KafkaRun run = plan.from(savepoint).start(cluster, own)) {
            Publishing.market(own, market.pulse());
            DecisionHash hash = run.awaitDecisions(plain.hash().size());
            assertThat(hash.hex()).isEqualTo(plain.hash().hex());
            assertThat(hash.conflicts()).isZero();
        }
    }

    private static List<AlertState> alerts(KafkaRun run, AlertKind kind) throws Exception {
        List<AlertState> states = new ArrayList<>();
        for (TopicRecord r :
                TopicReader.uncommitted(run.settings()).read(run.settings().get(JobOptions.ALERTS))) {
            Alert alert = AlertCodec.decode(r.value());
            if (alert.kind() == kind) {
                states.add(alert.state());
            }
        }
        return states;
    }
}
