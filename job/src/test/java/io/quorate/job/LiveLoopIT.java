package io.quorate.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.ensemble.BundleSpecs;
import io.quorate.ensemble.BundleWriter;
import io.quorate.job.cli.Quorate;
import io.quorate.job.control.ControlAnswer;
import io.quorate.job.control.ControlClient;
import io.quorate.job.control.ControlRequests;
import io.quorate.job.control.Origin;
import io.quorate.job.demo.MarketPublisher;
import io.quorate.job.kafka.EmbeddedBroker;
import io.quorate.job.kafka.TopicReader;
import io.quorate.job.kafka.TopicRecord;
import io.quorate.job.kafka.Topics;
import io.quorate.job.local.LocalCluster;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.training.GeneratedTrades;
import io.quorate.schema.codec.DecisionCodec;
import io.quorate.schema.codec.MarketCodec;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.decision.LeanDecision;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole loop on Kafka, steered by the commands an operator has. */
class LiveLoopIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long FIRST_MS = 1_700_000_000_000L;
    private static final int SYMBOLS = 4;

    @TempDir
    private Path dir;

    @Test
    void anOperatorSteersARunningJob() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("kafka"))) {
            Settings settings = settings(broker);
            Topics.create(settings, 2);
            try (LocalCluster cluster = LocalCluster.start(settings, 2, dir.resolve("flink"));
                    MarketPublisher market = new MarketPublisher(settings, MarketCodec::encode)) {
                StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
                StreamingJob.define(env, settings);
                JobClient job = cluster.submit(env);
                cluster.awaitRunning(job, PATIENCE);
                steer(settings, market);
                assertThat(cluster.metrics().snapshot().restarts()).isZero();
                cluster.cancel(job, PATIENCE);
            }
            assertThatAReplayDecidesTheSame(settings);
        }
    }

    private void assertThatAReplayDecidesTheSame(Settings settings) {
        Map<String, String> live = decisionBytes(settings, "decisions");
        assertThat(execute(
                        "run",
                        "--brokers",
                        settings.get(JobOptions.BOOTSTRAP),
                        "--data",
                        dir.resolve("replay").toString(),
                        "--create-topics",
                        "2",
                        "--set",
                        "web.port=0",
                        "--set",
                        "parallelism=1",
                        "--set",
                        "features.windows=5,10",
                        "--set",
                        "control.mode=replay",
                        "--set",
                        "market.bounded=true",
                        "--set",
                        "topics.decisions=decisions-again",
                        "--set",
                        "topics.ledger=ledger-again",
                        "--set",
                        "topics.executions=executions-again"))
                .as("%s%s", out, err)
                .isZero();
        assertThat(out.toString()).contains("web UI http://127.0.0.1:", "ensemble 1", "finished");
        assertThat(decisionBytes(settings, "decisions-again")).containsAllEntriesOf(live);
    }

    /** Decisions as they are on the wire, by id. */
    private static Map<String, String> decisionBytes(Settings settings, String topic) {
        Map<String, String> byId = new TreeMap<>();
        for (TopicRecord record : TopicReader.uncommitted(settings).read(topic)) {
            byte[] value = Objects.requireNonNull(record.value(), "value of a decision");
            String before = byId.put(decode(value).id(), record.valueText());
            assertThat(before == null || before.equals(record.valueText())).isTrue();
        }
        assertThat(byId).isNotEmpty();
        return byId;
    }

    private void steer(Settings settings, MarketPublisher market) throws Exception {
        String brokers = settings.get(JobOptions.BOOTSTRAP);
        GeneratedTrades trades = new GeneratedTrades(SYMBOLS, FIRST_MS, 1);
        Path first = bundle(settings, 11);
        JsonNode one =
                run("publish", "--brokers", brokers, "--ensemble", first.toString(), "--author", "ann", "--json");
        assertThat(one.path("version").asLong()).isEqualTo(1);
        Path strategy = Files.writeString(dir.resolve("s.yaml"), "confidenceThreshold: 0.02\nstopLossAtrMultiple: 0\n");
        Path limits = Files.writeString(dir.resolve("l.yaml"), "maxOrdersPerHour: 20\n");
        run("publish", "--brokers", brokers, "--strategy", strategy.toString(), "--portfolio", "alpha", "--json");
        run("publish", "--brokers", brokers, "--limits", limits.toString(), "--portfolio", "alpha", "--json");

        send(market, trades, 300);
        List<LeanDecision> decisions = decisionsThrough(settings, trades.lastTsMs());
        assertThat(decisions)
                .isNotEmpty()
                .allMatch(d -> d.ensembleVersion() == 1 && d.portfolio().equals("alpha"));
        // one decision per symbol and sample behind the warm-up
        assertThat(decisions.stream().filter(d -> d.symbol().equals("S0")).count())
                .isGreaterThan(250);

        JsonNode two = run(
                "publish",
                "--brokers",
                brokers,
                "--ensemble",
                bundle(settings, 12).toString(),
                "--json");
        long secondFromMs = two.path("effectiveFromMs").asLong();
        assertThat(secondFromMs).isGreaterThan(trades.lastTsMs());
        assertThatCorruptBundlesAreRefused(settings, brokers);

        send(market, trades, 300);
        decisions = decisionsThrough(settings, trades.lastTsMs());
        assertThat(decisions).allMatch(d -> d.ensembleVersion() == (d.tsMs() >= secondFromMs ? 2 : 1));
        assertThat(decisions).anyMatch(d -> d.ensembleVersion() == 2);

        JsonNode back = run("rollback", "--brokers", brokers, "--to", "1", "--reason", "worse", "--json");
        long backFromMs = back.path("effectiveFromMs").asLong();
        JsonNode pending = run("status", "--brokers", brokers, "--json");
        assertThat(pending.path("ensemble").path("version").asLong()).isEqualTo(2);
        assertThat(pending.path("pending").get(0).path("version").asLong()).isEqualTo(1);
        send(market, trades, 300);
        decisions = decisionsThrough(settings, trades.lastTsMs());
        assertThat(decisions)
                .filteredOn(d -> d.tsMs() >= backFromMs)
                .isNotEmpty()
                .allMatch(d -> d.ensembleVersion() == 1);
        assertThatStatusTells(brokers);
    }

    private void assertThatCorruptBundlesAreRefused(Settings settings, String brokers) throws Exception {
        Path corrupt = bundle(settings, 13);
        EnsembleSpec whole = BundleSpecs.describe(corrupt);
        byte[] bytes = Files.readAllBytes(corrupt);
        bytes[bytes.length / 2] ^= 1;
        Files.write(corrupt, bytes);
        assertThat(execute("publish", "--brokers", brokers, "--ensemble", corrupt.toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .startsWith("error: ")
                .contains("bundle refused")
                .hasLineCount(1);
        try (ControlClient client = ControlClient.open(settings)) {
            ControlAnswer answer = client.ask(ControlRequests.ensemble(whole, Origin.of("bob", "try")), PATIENCE);
            assertThat(answer.accepted()).isFalse();
            assertThat(answer.reason()).contains("refused the bundle", "DIGEST_MISMATCH");
        }
        assertThat(execute("rollback", "--brokers", brokers, "--to", "77")).isEqualTo(1);
        assertThat(err.toString()).contains("refused: version: expected an ensemble version to roll back to", "77");
    }

    private void assertThatStatusTells(String brokers) throws Exception {
        JsonNode status = run("status", "--brokers", brokers, "--json");
        assertThat(status.path("ensemble").path("version").asLong()).isEqualTo(1);
        assertThat(status.path("ensemble").path("reason").asText()).isEqualTo("worse");
        assertThat(status.path("portfolios").get(0).path("name").asText()).isEqualTo("alpha");
        assertThat(status.path("portfolios")
                        .get(0)
                        .path("strategy")
                        .path("version")
                        .asLong())
                .isEqualTo(1);
        assertThat(status.path("refused")).hasSize(2);
        assertThat(status.path("refused").get(0).path("author").asText()).isEqualTo("bob");
        assertThat(status.path("preparing")).isEmpty();
        assertThat(execute("status", "--brokers", brokers)).isZero();
        assertThat(out.toString())
                .contains("ensemble   version 1", "because worse", "DIGEST_MISMATCH", "strategy   alpha");
    }

    private void send(MarketPublisher market, GeneratedTrades trades, int steps) {
        trades.steps(steps).forEach(market::send);
        market.finish(Duration.ofMillis(25));
    }

    /** The decisions, once each, when those of the last samples have arrived. */
    private static List<LeanDecision> decisionsThrough(Settings settings, long tsMs) {
        Map<String, LeanDecision> byId = new TreeMap<>();
        await().atMost(PATIENCE).untilAsserted(() -> {
            TopicReader.uncommitted(settings).forEach(settings.get(JobOptions.DECISIONS), record -> {
                LeanDecision d = decode(record.value());
                byId.put(d.id(), d);
            });
            assertThat(byId.values().stream()
                            .mapToLong(LeanDecision::tsMs)
                            .max()
                            .orElse(0))
                    .isGreaterThanOrEqualTo(tsMs);
        });
        return new ArrayList<>(byId.values());
    }

    private static LeanDecision decode(byte[] value) {
        try {
            return DecisionCodec.decode(value);
        } catch (io.quorate.schema.codec.CodecException e) {
            throw new AssertionError(e);
        }
    }

    private Path bundle(Settings settings, long seed) throws Exception {
        Path file = dir.resolve("bundle-" + seed + ".zip");
        BundleWriter.writeArchive(GeneratedTrades.smallBundle(settings, seed).bundle(), file);
        return file;
    }

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private JsonNode run(String... args) throws Exception {
        int code = execute(args);
        assertThat(code).as("%s%s", out, err).isZero();
        return new ObjectMapper().readTree(out.toString());
    }

    private int execute(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Quorate.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    private static Settings settings(EmbeddedBroker broker) {
        return Settings.defaults()
                .with(Map.of(
                        JobOptions.BOOTSTRAP.key(), broker.bootstrap(),
                        JobOptions.WEB_PORT.key(), "0",
                        JobOptions.PARALLELISM.key(), "2",
                        JobOptions.WINDOWS.key(), "5,10",
                        JobOptions.CHECKPOINT_INTERVAL.key(), "500ms",
                        JobOptions.RESTART_ATTEMPTS.key(), "0"));
    }
}
