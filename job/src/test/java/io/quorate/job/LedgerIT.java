package io.quorate.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.job.cli.Quorate;
import io.quorate.job.control.LimitsDefaults;
import io.quorate.job.control.SpecFile;
import io.quorate.job.kafka.EmbeddedBroker;
import io.quorate.job.kafka.TopicReader;
import io.quorate.job.kafka.Topics;
import io.quorate.job.ledger.RestoredHeads;
import io.quorate.job.local.LocalCluster;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.preflight.StartChecks;
import io.quorate.job.scenario.ControlScenario;
import io.quorate.job.scenario.Crash;
import io.quorate.job.scenario.KafkaRun;
import io.quorate.job.scenario.MarketScenario;
import io.quorate.job.scenario.PlainRun;
import io.quorate.job.scenario.Publishing;
import io.quorate.job.scenario.RunPlan;
import io.quorate.job.scenario.TestBundles;
import io.quorate.schema.codec.ExecutionCodec;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.execution.FillReason;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** One run with swaps, a crash and every exit, seen from its logs alone. */
class LedgerIT {
    private static final long SEED = 23;
    private static final double WALL_MS = 6_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What each strategy has beside a stop that is far away. */
    private static final Map<String, Map<String, String>> EXITS = Map.of(
            "stop", Map.of("stopLossFraction", "0.002"),
            "target", Map.of("takeProfitFraction", "0.002"),
            "trail", Map.of("trailingFraction", "0.001", "trailingActivationFraction", "0.001"),
            "time", Map.of("maxHoldMs", "45000"),
            "reversal", Map.of("reversalConfidence", "0.01"),
            "regime", Map.of("exitOnHighVolatility", "true"),
            "roi", Map.of("exits", "{roi: [{heldMs: 20000, profitFraction: -0.5}]}"),
            "partial", Map.of("exits", "{partials: [{profitFraction: 0.001, quantityFraction: 0.5}]}"));

    private static final Map<String, String> NO_EXIT = Map.of(
            "confidenceThreshold", "0.01",
            "stopLossFraction", "0.05",
            "stopLossAtrMultiple", "0",
            "takeProfitFraction", "0",
            "trailingFraction", "0",
            "reversalConfidence", "0",
            "maxParticipation", "0");

    @TempDir
    private static Path dir;

    private static EmbeddedBroker broker;
    private static LocalCluster cluster;
    private static Settings settings;
    private static int ledgerRecords;
    /** Taken while the job ran, and when it stopped. */
    private static final List<String> SAVEPOINTS = new ArrayList<>();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void run() throws Exception {
        broker = EmbeddedBroker.start(dir.resolve("kafka"));
        Settings base = Settings.of(Map.of(
                JobOptions.BOOTSTRAP.key(), broker.bootstrap(),
                JobOptions.LATENESS.key(), MarketScenario.LATENESS_MS + "ms",
                JobOptions.WEIGHTS_WINDOW.key(), "5min",
                JobOptions.WEIGHTS_DELAY.key(), "30s",
                JobOptions.BUSINESS.key(), "audited-business",
                JobOptions.CHECKPOINT_INTERVAL.key(), "300ms",
                JobOptions.RESTART_DELAY.key(), "10ms",
                JobOptions.WEB_PORT.key(), "0",
                JobOptions.ALIGNMENT_DRIFT.key(), "10min"));
        MarketScenario market = MarketScenario.of(SEED, 300, 6);
        ControlScenario control = ControlScenario.of(
                market,
                TestBundles.train(dir.resolve("one.zip"), 1),
                TestBundles.train(dir.resolve("two.zip"), 2),
                strategies(),
                LimitsDefaults.SPEC);
        PlainRun plain = PlainRun.of(base, market, control.epochs());
        ledgerRecords = plain.ledger().size();
        cluster = LocalCluster.start(base, 4, dir.resolve("flink"));
        List<MarketScenario.Arrival> arrivals = market.arrivals();
        int half = market.before(0.6);
        try (Crash crash = Crash.when((at, progress) ->
                        at == Crash.At.DECISION && !progress.sealed().isEmpty() && progress.sinceBarrier() >= 50);
                KafkaRun run = RunPlan.live("audited", 2, control.requests())
                        .withOutputs(crash::in)
                        .start(cluster, base)) {
            settings = run.settings();
            Publishing.paced(settings, arrivals.subList(0, half), (market.toMs() - market.fromMs()) / WALL_MS);
            await().atMost(PATIENCE).until(() -> crash.restoredCheckpoint() > 0);
            // the tasks of the restored job need a moment until a savepoint can pass them
            SAVEPOINTS.add(await().atMost(PATIENCE).ignoreExceptions().until(run::savepoint, path -> !path.isEmpty()));
            Publishing.market(settings, arrivals.subList(half, arrivals.size()));
            Publishing.market(settings, market.pulse());
            run.awaitDecisions(plain.hash().size());
            run.awaitLedger(ledgerRecords);
            SAVEPOINTS.add(run.stop(dir.resolve("savepoints").toUri().toString()));
        }
    }

    @AfterAll
    static void stop() {
        cluster.close();
        broker.close();
    }

    private static Map<String, StrategySpec> strategies() throws Exception {
        Map<String, StrategySpec> strategies = new TreeMap<>();
        for (Map.Entry<String, Map<String, String>> exit : EXITS.entrySet()) {
            Map<String, String> fields = new TreeMap<>(NO_EXIT);
            fields.putAll(exit.getValue());
            StringBuilder text = new StringBuilder();
            fields.forEach((name, value) ->
                    text.append(name).append(": ").append(value).append('\n'));
            Path file = Files.writeString(dir.resolve(exit.getKey() + ".yaml"), text);
            strategies.put(exit.getKey(), SpecFile.strategy(file));
        }
        return strategies;
    }

    @Test
    void everyExitKindWasFilled() throws Exception {
        Set<FillReason> reasons = EnumSet.noneOf(FillReason.class);
        TopicReader.uncommitted(settings).forEach(settings.get(JobOptions.EXECUTIONS), r -> {
            try {
                reasons.add(ExecutionCodec.decode(r.value()).reason());
            } catch (io.quorate.schema.codec.CodecException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(reasons).isEqualTo(EnumSet.complementOf(EnumSet.of(FillReason.RECONCILED)));
    }

    @Test
    void theExportedLedgerIsSoundAndEveryFaultInItIsNamed() throws Exception {
        Path folder = dir.resolve("parquet");
        assertThat(execute("ledger", "export", "--output", folder)).isZero();
        assertThat(execute("ledger", "verify", "--json", "--input", folder)).isZero();
        assertThat(json().get("records").asInt()).isEqualTo(ledgerRecords);
        assertThat(json().get("heads")).hasSize(EXITS.size());
        Path heads = dir.resolve("heads.json");
        assertThat(execute("ledger", "anchor", "--output", heads)).isZero();
        Path file = dir.resolve("ledger.jsonl");
        assertThat(execute("ledger", "export", "--output", file)).isZero();
        List<String> lines = Files.readAllLines(file);
        int at = lines.size() / 2;

        List<String> changed = new ArrayList<>(lines);
        changed.set(at, changed.get(at).replaceFirst("\"equityMicros\":(\\d)", "\"equityMicros\":7"));
        broken(changed, heads, "CHANGED", "ledger.jsonl:" + (at + 1));
        List<String> removed = new ArrayList<>(lines);
        String gone = removed.remove(at);
        broken(removed, heads, "MISSING", portfolio(gone));
        List<String> swapped = new ArrayList<>(lines);
        int next = at + 1;
        while (!portfolio(swapped.get(next)).equals(portfolio(swapped.get(at)))) {
            next++;
        }
        Collections.swap(swapped, at, next);
        broken(swapped, heads, "REORDERED", "ledger.jsonl:" + (at + 1));
        broken(lines.subList(0, lines.size() - 1), heads, "TRUNCATED", portfolio(lines.get(lines.size() - 1)));
    }

    @Test
    void randomDecisionsAcrossTheSwapsAreByteEqualWhenMadeAgain() throws Exception {
        assertThat(execute("replay", "--json", "--sample", "1000", "--seed", "5"))
                .isZero();
        JsonNode report = json();
        assertThat(report.get("equal").asInt()).isEqualTo(1_000);
        assertThat(report.get("ensembles")).hasSizeGreaterThanOrEqualTo(3);
        String id = report.get("decisions").get(500).get("id").asText();
        assertThat(execute("replay", "--decision", id, "--decision", "0".repeat(32)))
                .isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        id,
                        "EQUAL",
                        "MISSING  expected it in the ledger, was none",
                        "1 byte-equal, 0 differ, 1 missing");
    }

    @Test
    void theRunIsWhatThePlainPipelineDecides() throws Exception {
        assertThat(execute("parity", "--json")).as("%s%s", out, err).isZero();
        JsonNode report = json();
        assertThat(report.get("equal").asBoolean()).isTrue();
        assertThat(report.at("/ledger/equal").asInt()).isEqualTo(ledgerRecords);
        assertThat(report.at("/decisions/equal").asInt()).isEqualTo(ledgerRecords - EXITS.size());
        assertThat(report.at("/decisions/recorded").asInt()).isEqualTo(ledgerRecords - EXITS.size());
        assertThat(report.at("/backtest/equal").asInt()).isEqualTo(ledgerRecords - EXITS.size());
        assertThat(report.at("/covered/swaps").asInt()).isEqualTo(2);
        assertThat(report.at("/covered/weightUpdates").asInt()).isGreaterThanOrEqualTo(3);
        assertThat(report.at("/covered/weightWindowsLogged").asInt()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void eachDecisionThatIsNotTheSameIsNamed() throws Exception {
        Settings other = settings.with(JobOptions.DECISIONS, "changed-decisions");
        Topics.create(other, 1);
        List<String> values = new ArrayList<>();
        TopicReader.uncommitted(settings)
                .read(settings.get(JobOptions.DECISIONS))
                .forEach(r -> values.add(r.valueText()));
        List<String> distinct = new ArrayList<>(new LinkedHashSet<>(values));
        String changed = distinct.get(100);
        distinct.set(100, changed.replaceFirst("\"equityMicros\":(\\d)", "\"equityMicros\":7"));
        String gone = distinct.remove(200);
        distinct.add(distinct.get(0).replaceFirst("\"ledger\":(\\d+)", "\"ledger\":99999"));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(other.kafkaProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String value : distinct) {
                var unused = producer.send(
                        new ProducerRecord<>("changed-decisions", value.getBytes(StandardCharsets.UTF_8)));
            }
        }
        assertThat(execute("parity", "--json", "--no-ledger", "--set", "topics.decisions=changed-decisions"))
                .isEqualTo(1);
        JsonNode report = json();
        assertThat(report.at("/decisions/differing").asInt()).isEqualTo(1);
        assertThat(report.at("/decisions/missing").asInt()).isEqualTo(1);
        assertThat(report.at("/decisions/extra").asInt()).isEqualTo(1);
        assertThat(report.get("differences")).hasSize(3);
        assertThat(report.get("differences").findValuesAsText("verdict"))
                .containsExactlyInAnyOrder("DIFFERS", "MISSING", "EXTRA");
        assertThat(report.get("differences").toString())
                .contains("equityMicros: expected 7")
                .contains("\"index\":" + gone.replaceFirst(".*\"ledger\":(\\d+).*", "$1"));
    }

    @Test
    void aDecisionIsExplainedFromTheLedgerOrByAReplay() throws Exception {
        Path file = dir.resolve("explained.jsonl");
        assertThat(execute("ledger", "export", "--output", file)).isZero();
        List<String> lines = Files.readAllLines(file);
        String taken = first(lines, "\"outcome\":\"TAKE_ACTION\"");
        String none = first(lines, "\"features\":\"by-reference\"");
        assertThat(execute("explain", "--json", "--decision", taken))
                .as(err.toString())
                .isZero();
        JsonNode explained = json();
        assertThat(explained.get("featuresFrom").asText()).isEqualTo("the ledger");
        assertThat(explained.get("explainMs").asDouble()).isLessThan(100);
        assertThat(explained.get("stages").findValuesAsText("result"))
                .containsExactly("passed", "passed", "passed", "decided");
        assertThat(explained.get("risks")).isNotEmpty();
        assertThat(explained.get("members"))
                .hasSize(4)
                .allMatch(m -> m.get("recomputed").asBoolean());
        assertThat(explained.get("members")).allSatisfy(m -> {
            JsonNode split = m.get("split");
            assertThat(split.get("features")).hasSize(10);
            assertThat(split.get("sum").asDouble())
                    .isCloseTo(split.get("margin").asDouble(), within(1e-5));
        });
        assertThat(execute("explain", "--decision", none)).as(err.toString()).isZero();
        assertThat(out.toString()).contains("would have flipped it: ", "features from a replay");
    }

    private static String first(List<String> lines, String part) {
        return lines.stream()
                .filter(line -> line.contains(part) && line.contains("\"status\":\"OK\""))
                .findFirst()
                .orElseThrow()
                .replaceFirst(".*\"id\":\"([0-9a-f]{32})\".*", "$1");
    }

    @Test
    void businessFiguresAgreeWithTheLedger() throws Exception {
        Map<String, JsonNode> windows = new TreeMap<>();
        Map<String, JsonNode> last = new TreeMap<>();
        TopicReader.uncommitted(settings).forEach("audited-business", r -> {
            JsonNode figures = parse(r.value());
            JsonNode known = windows.put(
                    figures.get("portfolio").asText() + " "
                            + figures.get("fromMs").asLong(),
                    figures);
            assertThat(known == null ? figures : known).isEqualTo(figures);
            last.put(figures.get("portfolio").asText(), figures);
        });
        assertThat(last).hasSize(EXITS.size());
        Map<String, Long> decided = new TreeMap<>();
        windows.values()
                .forEach(w -> w.get("inWindow")
                        .forEach(n -> decided.merge(w.get("portfolio").asText(), n.asLong(), Long::sum)));
        Map<String, Long> expected = new TreeMap<>();
        TopicReader.committed(settings).forEach(settings.get(JobOptions.LEDGER), r -> {
            JsonNode record = parse(r.value());
            JsonNode end =
                    Objects.requireNonNull(last.get(record.get("portfolio").asText()));
            if (record.has("id")
                    && record.get("tsMs").asLong() < end.get("toMs").asLong()) {
                expected.merge(record.get("portfolio").asText(), 1L, Long::sum);
            }
        });
        assertThat(decided).isEqualTo(expected);
    }

    private static JsonNode parse(byte[] json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aReplaySaysWhatIsMissing() throws Exception {
        assertThat(execute("replay", "--sample", "3", "--set", JobOptions.LATENESS.key() + "=10ms"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("MISSING  the options it was decided with: expected config hash ");
        Path one = dir.resolve("one.zip");
        Path away = Files.move(one, dir.resolve("away.zip"));
        try {
            assertThat(execute("replay", "--sample", "3", "--set", JobOptions.MODEL_TIMEOUT.key() + "=2s"))
                    .isEqualTo(1);
            assertThat(out.toString()).contains("MISSING").contains("one.zip");
        } finally {
            Files.move(away, one);
        }
    }

    @Test
    void theRebuiltStateIsThatOfTheSavepoints() throws Exception {
        for (String savepoint : SAVEPOINTS) {
            assertThat(execute("state", "rebuild", "--against", savepoint))
                    .as(err.toString())
                    .isZero();
            assertThat(out.toString()).contains(EXITS.size() + " portfolios from ", "; 0 problems");
        }
    }

    @Test
    void aLedgerThatLacksARecordDoesNotGiveAState() throws Exception {
        Path file = dir.resolve("cut.jsonl");
        assertThat(execute("ledger", "export", "--output", file)).isZero();
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        String gone = lines.remove(lines.size() / 2);
        Files.write(file, lines);
        assertThat(execute("state", "rebuild", "--input", file, "--against", SAVEPOINTS.get(1)))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("error: cut.jsonl:")
                .contains("portfolio " + portfolio(gone))
                .contains(" MISSING");
    }

    @Test
    void aStartWithoutStateOnTheUsedLedgerIsRefused() {
        assertThatThrownBy(() -> StartChecks.require(settings, new Configuration()))
                .hasMessageStartingWith("topics.ledger: expected a topic without records for a job that starts without"
                        + " state, was audited-ledger with the chains of an earlier one; restore");
        StartChecks.require(settings.with(JobOptions.LEDGER_SECOND_CHAIN, "true"), new Configuration());
    }

    @Test
    void aRestoreOnALedgerWithoutItsHeadsIsRefused() {
        assertThat(RestoredHeads.check(settings, SAVEPOINTS.get(1))).isEmpty();
        assertThat(RestoredHeads.check(settings, SAVEPOINTS.get(0)))
                .hasSize(EXITS.size())
                .allMatch(line -> line.contains("will be written again"));
        Settings other = settings.with(JobOptions.LEDGER, "cut-ledger");
        Topics.create(other, 1);
        assertThatThrownBy(() -> RestoredHeads.check(other, SAVEPOINTS.get(1)))
                .hasMessageContaining("expected the chain of partial to hold index ");
    }

    private void broken(List<String> lines, Path heads, String kind, String where) throws Exception {
        Path file = Files.write(dir.resolve("broken").resolveSibling("ledger.jsonl"), lines);
        assertThat(execute("ledger", "verify", "--input", file, "--head", heads))
                .isEqualTo(1);
        assertThat(out.toString().lines().filter(line -> line.startsWith("BROKEN")))
                .singleElement()
                .asString()
                .contains(kind)
                .contains(where);
    }

    private static String portfolio(String line) {
        return line.replaceFirst(".*\"portfolio\":\"([^\"]*)\".*", "$1");
    }

    private JsonNode json() throws Exception {
        return new ObjectMapper().readTree(out.toString());
    }

    private int execute(Object... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = Quorate.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        List<String> texts = new ArrayList<>();
        int words = 0;
        while (words < args.length && !args[words].toString().startsWith("-")) {
            texts.add(args[words++].toString());
        }
        settings.given().forEach((key, text) -> texts.addAll(List.of("--set", key + "=" + text)));
        for (Object arg : List.of(args).subList(words, args.length)) {
            texts.add(arg.toString());
        }
        return line.execute(texts.toArray(String[]::new));
    }
}
