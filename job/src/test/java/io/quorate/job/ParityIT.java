package io.quorate.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.backtest.DecisionHash;
import io.quorate.job.kafka.EmbeddedBroker;
import io.quorate.job.kafka.Topics;
import io.quorate.job.local.LocalCluster;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.scenario.ControlScenario;
import io.quorate.job.scenario.KafkaRun;
import io.quorate.job.scenario.MarketScenario;
import io.quorate.job.scenario.PlainRun;
import io.quorate.job.scenario.Publishing;
import io.quorate.job.scenario.RunPlan;
import io.quorate.job.scenario.TestBundles;
import io.quorate.schema.decision.Outcome;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One input gives one hash: in plain Java and on a cluster at every parallelism. */
class ParityIT {

    private static final long SEED = 42;

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
                JobOptions.WEIGHTS_WINDOW.key(), "10min",
                JobOptions.WEIGHTS_DELAY.key(), "30s",
                JobOptions.WEB_PORT.key(), "0",
                JobOptions.ALIGNMENT_DRIFT.key(), "10min"));
        market = MarketScenario.of(SEED, 1_000);
        control = ControlScenario.standard(
                market, TestBundles.train(dir.resolve("one.zip"), 1), TestBundles.train(dir.resolve("two.zip"), 2));
        Topics.create(settings, MarketScenario.PARTITIONS);
        Publishing.market(settings, market.arrivals());
        plain = PlainRun.of(settings, market, control.epochs());
        cluster = LocalCluster.start(settings, 4, dir.resolve("flink"));
    }

    @AfterAll
    static void stop() {
        cluster.close();
        broker.close();
    }

    @Test
    void theScenarioHasEnoughToGoWrong() {
        assertThat(plain.hash().size()).isGreaterThanOrEqualTo(5_000);
        assertThat(plain.count(Outcome.TAKE_ACTION)).isGreaterThanOrEqualTo(100);
        assertThat(plain.count(Outcome.EXIT_POSITION)).isGreaterThanOrEqualTo(100);
        assertThat(plain.count(Outcome.RISK_REJECTED)).isGreaterThanOrEqualTo(20);
        assertThat(plain.weightEpochs()).isGreaterThanOrEqualTo(3);
        assertThat(plain.late()).isPositive();
        assertThat(plain.duplicates()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void theJobDecidesWhatThePlainPipelineDecides(int parallelism) throws Exception {
        try (KafkaRun run = RunPlan.live("parity-" + parallelism, parallelism, control.requests())
                .start(cluster, settings)) {
            DecisionHash hash = run.awaitDecisions(plain.hash().size());
            assertThat(hash.size()).isEqualTo(plain.hash().size());
            assertThat(hash.conflicts()).isZero();
            assertThat(hash.hex()).isEqualTo(plain.hash().hex());
        }
    }
}
