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
import io.quorate.job.scenario.PlainRun;
import io.quorate.job.scenario.Publishing;
import io.quorate.job.scenario.RunPlan;
import io.quorate.job.scenario.TestBundles;
import io.quorate.schema.control.EnsembleSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes the golden savepoint of the state that is not released yet: {@code -Dquorate.golden=write}, see CONTRIBUTING.md.
 *
 * <p>The job stops when everything it decided is in the ledger and committed, so that the savepoint has no pending
 * transaction: a broker that never saw the transaction could not commit it.
 */
@EnabledIfSystemProperty(named = "quorate.golden", matches = "write", disabledReason = "only writes files")
class GoldenWriterIT {

    private static final long SEED = 7;
    private static final int SYMBOLS = 4;
    private static final int TRADES = 300;
    private static final double STOPPED_AT = 0.6;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final GoldenState golden = GoldenState.UNRELEASED;

    @TempDir
    private Path dir;

    @Test
    void writesTheGoldenSavepoint() throws Exception {
        GoldenFiles.moveTo(Path.of("src/test/resources/golden/state"));
        assertThat(golden.folder().resolve("RELEASED"))
                .as("a golden savepoint that was released stays as it is")
                .doesNotExist();
        empty(golden.folder());
        Files.writeString(
                golden.folder().resolve("settings.yaml"),
                "time.lateness: " + MarketScenario.LATENESS_MS + "ms\nweights.window: 5min\nweights.delay: 30s\n");
        MarketScenario market = MarketScenario.of(SEED, TRADES, SYMBOLS);
        ControlScenario control = ControlScenario.standard(market, bundle("one.zip", 1), bundle("two.zip", 2));
        int stop = market.before(STOPPED_AT);
        golden.writeMarket("market-before.tsv", market.arrivals().subList(0, stop));
        golden.writeMarket(
                "market-after.tsv",
                market.arrivals().subList(stop, market.arrivals().size()));
        try (EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("kafka"))) {
            Settings settings = golden.settings(broker.bootstrap());
            try (LocalCluster cluster = LocalCluster.start(settings, 2, dir.resolve("flink"))) {
                write(settings, cluster, control);
            }
        }
        assertThat(GoldenBinary.foreignPaths(golden.folder().resolve("savepoint/_metadata")))
                .isEmpty();
    }

    private void write(Settings settings, LocalCluster cluster, ControlScenario control) throws Exception {
        Topics.create(settings, MarketScenario.PARTITIONS);
        PlainRun plain = PlainRun.of(settings, MarketScenario.recorded(golden.before()), control.epochs());
        RunPlan plan = RunPlan.live(GoldenState.RUN, 2, control.requests()).withFlink(allInline());
        try (KafkaRun run = plan.start(cluster, settings)) {
            Publishing.market(settings, golden.before());
            run.awaitDecisions(plain.hash().size());
            run.awaitLedger(plain.ledger().size());
            long committed = lastCheckpoint();
            await().atMost(PATIENCE).until(() -> lastCheckpoint() > committed + 2);
            moveSavepoint(run.stop("golden:/" + golden.version()));
            Settings own = run.settings();
            golden.writeLog("control", own, own.get(JobOptions.CONTROL));
            golden.writeLog("control-requests", own, own.get(JobOptions.CONTROL_REQUESTS));
            golden.writeLog("control-acks", own, own.get(JobOptions.CONTROL_ACKS));
            assertThat(run.readAll().hex()).isEqualTo(plain.hash().hex());
        }
    }

    /** Number of the newest checkpoint, from the names of their folders. */
    private long lastCheckpoint() throws IOException {
        try (Stream<Path> folders = Files.find(
                dir.resolve("flink/checkpoints"),
                2,
                (p, a) -> p.getFileName().toString().startsWith("chk-"))) {
            return folders.mapToLong(
                            p -> Long.parseLong(p.getFileName().toString().substring("chk-".length())))
                    .max()
                    .orElse(0);
        }
    }

    /** Every state inside the metadata file, up to the largest that Flink takes. */
    private static Configuration allInline() {
        Configuration c = new Configuration();
        c.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ofMebiBytes(1));
        return c;
    }

    private EnsembleSpec bundle(String file, long seed) throws IOException {
        EnsembleSpec spec = TestBundles.train(golden.folder().resolve(file), seed);
        return new EnsembleSpec(
                golden.address(file),
                spec.sha256(),
                spec.sizeBytes(),
                spec.layoutId(),
                spec.label(),
                spec.memberNames(),
                spec.priorWeights());
    }

    /** Flink gives the folder a name of its own. */
    private void moveSavepoint(String address) throws IOException {
        Path written = golden.folder().resolve(address.substring(address.lastIndexOf('/') + 1));
        try (Stream<Path> files = Files.list(written)) {
            assertThat(files.map(f -> f.getFileName().toString())).isEqualTo(List.of("_metadata"));
        }
        Files.move(written, golden.folder().resolve("savepoint"));
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(folder);
    }
}
