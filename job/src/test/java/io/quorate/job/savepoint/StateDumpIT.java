package io.quorate.job.savepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quorate.job.kafka.EmbeddedBroker;
import io.quorate.job.kafka.Topics;
import io.quorate.job.local.LocalCluster;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.scenario.ControlScenario;
import io.quorate.job.scenario.KafkaRun;
import io.quorate.job.scenario.MarketScenario;
import io.quorate.job.scenario.Publishing;
import io.quorate.job.scenario.RunPlan;
import io.quorate.job.scenario.TestBundles;
import io.quorate.job.topology.Uids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every state the job has today can be read: the names come from savepoints of the running job, so a state that is added
 * without a reader fails here.
 */
class StateDumpIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private static Path dir;

    private static EmbeddedBroker broker;
    private static LocalCluster cluster;
    private static Settings settings;
    private static MarketScenario market;
    private static ControlScenario control;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(dir.resolve("kafka"));
        settings = Settings.of(Map.of(
                JobOptions.BOOTSTRAP.key(), broker.bootstrap(),
                JobOptions.LATENESS.key(), MarketScenario.LATENESS_MS + "ms",
                JobOptions.WEIGHTS_WINDOW.key(), "5min",
                JobOptions.WEIGHTS_DELAY.key(), "30s",
                JobOptions.WEB_PORT.key(), "0",
                JobOptions.PREDICTIONS.key(), "predictions",
                JobOptions.OUTCOMES.key(), "outcomes",
                JobOptions.MODEL_QUALITY.key(), "model-quality",
                JobOptions.ALIGNMENT_DRIFT.key(), "10min"));
        market = MarketScenario.of(3, 200, 4);
        control = ControlScenario.standard(
                market, TestBundles.train(dir.resolve("one.zip"), 1), TestBundles.train(dir.resolve("two.zip"), 2));
        Topics.create(settings, MarketScenario.PARTITIONS);
        Publishing.market(settings, market.arrivals().subList(0, market.before(0.8)));
        cluster = LocalCluster.start(settings, 2, dir.resolve("flink"));
    }

    @AfterAll
    static void stop() {
        cluster.close();
        broker.close();
    }

    @Test
    void everyStateOfTheJobIsReadAndTransactionsThatWaitAreCounted() throws Exception {
        // no checkpoint before the savepoint, so that it is the one the ledger's transactions wait for
        Settings own = settings.with(JobOptions.CHECKPOINT_INTERVAL, "5min");
        try (KafkaRun run = RunPlan.live("all", 2, control.requests()).start(cluster, own)) {
            run.awaitDecisions(100);
            Savepoint savepoint = Savepoint.read(run.savepoint());
            List<StateRow> rows = everything(savepoint);
            assertThat(states(rows, StateKind.KEYED, StateKind.TIMERS, savepoint))
                    .contains(
                            "features of features",
                            "waiting of release",
                            "remembered of release",
                            "outcome of outcomes",
                            "portfolio of decide-and-risk");
            assertThat(rows)
                    .filteredOn(row -> row.operator().equals("Sink Committer: " + Uids.LEDGER_SINK))
                    .extracting(StateRow::value)
                    .anyMatch(value -> value.contains("\"transactions\":[\"quorate-ledger-"));
            assertThat(rows)
                    .filteredOn(row -> row.operator().equals(Uids.LEDGER_SINK))
                    .extracting(StateRow::value)
                    .anyMatch(value -> value.contains("\"precommitted\":[\"quorate-ledger-"));
        }
    }

    @Test
    void openBarsAreRead() throws Exception {
        Settings own = settings.with(JobOptions.BARS_INTERVAL, "1min");
        try (KafkaRun run = RunPlan.live("bars", 2, control.requests()).start(cluster, own)) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                List<StateRow> rows = everything(Savepoint.read(run.savepoint()));
                assertThat(rows)
                        .filteredOn(row ->
                                row.operator().equals(Uids.BARS) && row.state().equals(BarRowsFunction.CONTENTS))
                        .isNotEmpty()
                        .allSatisfy(row -> assertThat(row.value())
                                .contains("\"toMs\":", "\"symbol\":\"" + row.key() + "\"", "\"trades\":"));
                assertThat(rows)
                        .filteredOn(row -> row.operator().equals(Uids.BARS)
                                && row.state().equals("_timer_state/event_window-timers"))
                        .isNotEmpty();
            });
            assertThat(StateList.of(Savepoint.read(run.savepoint())).operators())
                    .filteredOn(operator -> operator.uid().equals(Uids.BARS))
                    .singleElement()
                    .satisfies(operator -> assertThat(operator.keys()).isPositive());
        }
    }

    @Test
    void aCheckpointInFilesOfRocksDbIsRead() throws Exception {
        Configuration incremental = new Configuration();
        incremental.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        Settings own = settings.with(
                Map.of(JobOptions.STATE_BACKEND.key(), "rocksdb", JobOptions.CHECKPOINT_INTERVAL.key(), "300ms"));
        String job;
        try (KafkaRun run = RunPlan.live("files", 2, control.requests())
                .withFlink(incremental)
                .start(cluster, own)) {
            run.awaitDecisions(100);
            run.awaitLedger(100);
            job = run.job().getJobID().toHexString();
        }
        Savepoint checkpoint = Savepoint.read(newestCheckpoint(job));
        assertThat(checkpoint.operators()).anyMatch(SavedOperator::incremental);
        assertThat(everything(checkpoint))
                .filteredOn(row -> row.state().equals("features"))
                .hasSize(4);
    }

    /** All of it; every state is one a reader knows, and every value is of a state the metadata name. */
    private static List<StateRow> everything(Savepoint savepoint) {
        StateDump dump = new StateDump(savepoint);
        assertThat(dump.unread()).isEmpty();
        List<StateRow> rows = dump.rows(StateSelection.ALL, Integer.MAX_VALUE).rows();
        assertThat(named(savepoint)).containsAll(read(rows));
        return rows;
    }

    private static Set<String> states(List<StateRow> rows, StateKind a, StateKind b, Savepoint savepoint) {
        Set<String> read = read(rows);
        read.retainAll(savepoint.operators().stream()
                .flatMap(o -> o.states().stream()
                        .filter(s -> s.kind() == a || s.kind() == b)
                        .map(s -> s.name() + " of " + o.uid()))
                .collect(Collectors.toSet()));
        return read;
    }

    private static Set<String> named(Savepoint savepoint) {
        return savepoint.operators().stream()
                .flatMap(o -> o.states().stream().map(s -> s.name() + " of " + o.uid()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> read(List<StateRow> rows) {
        return rows.stream()
                .map(row -> row.state() + " of " + row.operator())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String newestCheckpoint(String job) throws IOException {
        try (Stream<Path> folders = Files.list(dir.resolve("flink/checkpoints").resolve(job))) {
            return folders.filter(p -> Files.exists(p.resolve("_metadata")))
                    .max(Comparator.comparingLong(
                            p -> Long.parseLong(p.getFileName().toString().substring("chk-".length()))))
                    .orElseThrow()
                    .toString();
        }
    }
}
