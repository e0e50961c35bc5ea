package io.quorate.job.savepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.job.kafka.EmbeddedBroker;
import io.quorate.job.kafka.TopicReader;
import io.quorate.job.kafka.Topics;
import io.quorate.job.local.LocalCluster;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.run.JobRun;
import io.quorate.job.scenario.CommittedLedger;
import io.quorate.job.scenario.KafkaRun;
import io.quorate.job.scenario.MarketScenario;
import io.quorate.job.scenario.PlainRun;
import io.quorate.job.scenario.Publishing;
import io.quorate.job.scenario.RunPlan;
import io.quorate.job.topology.Uids;
import io.quorate.schema.codec.CodecException;
import io.quorate.schema.codec.DecisionCodec;
import io.quorate.schema.codec.LedgerCodec;
import io.quorate.schema.codec.LedgerDecoder;
import io.quorate.schema.decision.LeanDecision;
import io.quorate.schema.decision.LedgerRecord;
import io.quorate.schema.decision.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A savepoint that an earlier build wrote is restored by this one, and the job goes on as if it had never stopped.
 *
 * <p>Real Kafka: each run has a fresh broker whose topics hold the same records at the same offsets as when the savepoint
 * was written, so the sources' positions in it are used as they are.
 */
class GoldenSavepointIT {

    private static final GoldenState GOLDEN = GoldenState.UNRELEASED;

    @TempDir
    private static Path dir;

    private static PlainRun plain;
    private static Map<String, Head> heads;

    /** Where the ledger of a portfolio stood. */
    private record Head(long index, String hash) {}

    @BeforeAll
    static void read() throws Exception {
        plain = PlainRun.of(GOLDEN.settings("127.0.0.1:1"), GOLDEN.market(), GOLDEN.epochs());
        heads = new TreeMap<>();
        StateDump dump = new StateDump(Savepoint.read(GOLDEN.savepoint()));
        for (StateRow row : dump.rows(new StateSelection(Uids.DECIDE, "portfolio", null), Integer.MAX_VALUE)
                .rows()) {
            JsonNode portfolio = new ObjectMapper().readTree(row.value());
            heads.put(
                    row.key(),
                    new Head(
                            portfolio.get("ledgerIndex").asLong(),
                            portfolio.get("ledgerHead").asText()));
        }
    }

    @Test
    void thereIsEnoughBeforeAndAfterTheSavepoint() {
        assertThat(heads)
                .hasSize(3)
                .allSatisfy((portfolio, head) -> assertThat(head.index()).isGreaterThan(50));
        assertThat(after(plain.decisions())).hasSizeGreaterThan(300);
        assertThat(plain.count(Outcome.TAKE_ACTION)).isPositive();
        assertThat(plain.count(Outcome.EXIT_POSITION)).isPositive();
        assertThat(plain.count(Outcome.RISK_REJECTED)).isPositive();
        assertThat(plain.weightEpochs()).isPositive();
    }

    @Test
    void noPathOfAMachineIsInTheSavepoint() throws Exception {
        assertThat(GoldenBinary.foreignPaths(GOLDEN.folder().resolve("savepoint/_metadata")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void theJobGoesOnFromIt(int parallelism) throws Exception {
        Path own = dir.resolve("p" + parallelism);
        try (EmbeddedBroker broker = EmbeddedBroker.start(own.resolve("kafka"))) {
            Settings settings = GOLDEN.settings(broker.bootstrap());
            RunPlan plan = RunPlan.live(GoldenState.RUN, parallelism, GOLDEN.requests())
                    .from(GOLDEN.savepoint());
            refill(plan.settings(settings));
            try (LocalCluster cluster = LocalCluster.start(settings, parallelism, own.resolve("flink"));
                    KafkaRun run = plan.start(cluster, settings)) {
                Publishing.market(settings, GOLDEN.after());
                Map<String, String> expected = after(plain.decisions());
                run.awaitDecisions(expected.size());
                Map<String, String> expectedLedger = after(plain.ledger());
                List<byte[]> ledger = run.awaitLedger(expectedLedger.size()).records();
                assertThat(run.readAll().repeats()).isZero();
                assertThat(decisions(run.settings())).isEqualTo(expected);
                assertThat(unchained(new CommittedLedger(ledger).byPlace())).isEqualTo(unchained(expectedLedger));
                assertChainsGoOn(ledger);
            }
        }
    }

    @Test
    void theRunCommandHoldsTheJobAgainstItAndGoesOn() throws Exception {
        Path own = dir.resolve("run");
        try (EmbeddedBroker broker = EmbeddedBroker.start(own.resolve("kafka"))) {
            Settings settings = RunPlan.live(GoldenState.RUN, 2, GOLDEN.requests())
                    .settings(GOLDEN.settings(broker.bootstrap()))
                    .with(JobOptions.PARALLELISM, "2");
            refill(settings);
            Settings narrow = settings.with(JobOptions.MAX_PARALLELISM, "64");
            assertThatThrownBy(() -> JobRun.start(narrow, own.resolve("flink"), from(GOLDEN.savepoint())))
                    .hasMessage("max-parallelism: expected 128, which the savepoint was written with, was 64");
            assertThat(own.resolve("flink")).doesNotExist();
            try (JobRun run = JobRun.start(settings, own.resolve("flink"), from(GOLDEN.savepoint()))) {
                assertThat(run.warnings()).isEmpty();
                Publishing.market(settings, GOLDEN.after());
                Map<String, String> expected = after(plain.decisions());
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> decisions(settings).size() >= expected.size());
                assertThat(decisions(settings)).isEqualTo(expected);
            }
        }
    }

    /** The records without what ties them to the ones before, which were written by an earlier build. */
    private static Map<String, String> unchained(Map<String, String> byPlace) {
        Map<String, String> records = new TreeMap<>();
        byPlace.forEach((place, value) ->
                records.put(place, value.replaceAll("\"(prev|hash)\":\"[0-9a-f]{64}\"", "\"$1\":\"\"")));
        return records;
    }

    private static SavepointRestoreSettings from(String savepoint) {
        return SavepointRestoreSettings.forPath(savepoint, false);
    }

    /** The records from where a portfolio's ledger stood. */
    private static Map<String, String> after(Map<String, String> byPlace) {
        Map<String, String> after = new TreeMap<>();
        byPlace.forEach((place, value) -> {
            int mark = place.lastIndexOf('#');
            if (Long.parseLong(place.substring(mark + 1))
                    >= Objects.requireNonNull(heads.get(place.substring(0, mark)))
                            .index()) {
                after.put(place, value);
            }
        });
        return after;
    }

    /** Everything the job had read, at the offsets it had read it from. */
    private static void refill(Settings own) throws Exception {
        Topics.create(own, MarketScenario.PARTITIONS);
        Publishing.market(own, GOLDEN.before());
        for (String log : List.of("control-requests", "control-acks")) {
            List<GoldenState.Logged> records = GOLDEN.log(log);
            assertThat(Publishing.values(own, GoldenState.RUN + "-" + log, values(records)))
                    .isEqualTo(offsets(records));
        }
        List<GoldenState.Logged> control = GOLDEN.log("control");
        List<List<byte[]>> transactions = new ArrayList<>();
        long next = -1;
        for (GoldenState.Logged record : control) {
            if (record.offset() != next) {
                transactions.add(new ArrayList<>());
            }
            transactions.get(transactions.size() - 1).add(record.value());
            next = record.offset() + 1;
        }
        assertThat(Publishing.transactions(own, own.get(JobOptions.CONTROL), transactions))
                .isEqualTo(offsets(control));
    }

    private static List<byte[]> values(List<GoldenState.Logged> records) {
        return records.stream().map(GoldenState.Logged::value).toList();
    }

    private static List<Long> offsets(List<GoldenState.Logged> records) {
        return records.stream().map(GoldenState.Logged::offset).toList();
    }

    private static Map<String, String> decisions(Settings own) {
        Map<String, String> byPlace = new TreeMap<>();
        TopicReader.uncommitted(own).forEach(own.get(JobOptions.DECISIONS), record -> {
            try {
                LeanDecision d = DecisionCodec.decode(record.value());
                byPlace.put(d.portfolio() + "#" + d.ledgerIndex(), new String(record.value(), StandardCharsets.UTF_8));
            } catch (CodecException e) {
                throw new IllegalStateException("expected a decision", e);
            }
        });
        return byPlace;
    }

    /** Each record is the one after the last, from the head that is in the savepoint. */
    private static void assertChainsGoOn(List<byte[]> ledger) throws CodecException {
        Map<String, Head> now = new TreeMap<>(heads);
        for (byte[] value : ledger) {
            LedgerRecord record = LedgerDecoder.decode(value);
            Head head = Objects.requireNonNull(now.get(record.portfolio()));
            assertThat(record.index()).isEqualTo(head.index());
            assertThat(record.previousHash()).isEqualTo(head.hash());
            assertThat(LedgerCodec.verify(value)).isTrue();
            now.put(record.portfolio(), new Head(head.index() + 1, record.hash()));
        }
        assertThat(now.keySet()).isEqualTo(heads.keySet());
    }
}
