package io.quorate.job.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quorate.job.control.ControlAnswer;
import io.quorate.job.control.ControlClient;
import io.quorate.job.control.ControlRequests;
import io.quorate.job.control.Origin;
import io.quorate.job.demo.MarketPublisher;
import io.quorate.job.demo.Pace;
import io.quorate.job.demo.SyntheticSymbols;
import io.quorate.job.files.TradeCsv;
import io.quorate.job.kafka.EmbeddedBroker;
import io.quorate.job.kafka.LoopbackPorts;
import io.quorate.job.kafka.Topics;
import io.quorate.job.local.LocalCluster;
import io.quorate.job.metrics.MetricName;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.scenario.ControlScenario;
import io.quorate.job.scenario.KafkaRun;
import io.quorate.job.scenario.MarketScenario;
import io.quorate.job.scenario.RunPlan;
import io.quorate.job.scenario.TestBundles;
import io.quorate.schema.codec.MarketCodec;
import io.quorate.telemetry.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job at the pace of the wall clock, looked at as a monitor does: by its endpoint and by a Prometheus. */
class MonitoringIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String OURS = "flink_taskmanager_job_task_operator_quorate_";
    private static final int POISON = 7;

    /** Labels that are not the job's: of the target, of the alert. */
    private static final Set<String> NOT_SCRAPED = Set.of("namespace", "stage");

    /** Alerts a healthy job must not raise, however slow the machine. */
    private static final List<String> QUIET = List.of(
            "QuorateJobNotRunning",
            "QuorateTaskMetricsMissing",
            "QuorateRestarted",
            "QuorateRestartLoop",
            "QuorateCheckpointOld",
            "QuorateLedgerCommitFailed",
            "QuorateMarketLag",
            "QuoratePartitionSilent",
            "QuorateFrontierBehind",
            "QuorateDeadLetters");

    @TempDir
    private static Path dir;

    private static EmbeddedBroker broker;
    private static LocalCluster cluster;
    private static KafkaRun run;
    private static MarketPublisher market;
    private static Thread publishing;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(dir.resolve("kafka"));
        Settings settings = Settings.of(Map.of(
                JobOptions.BOOTSTRAP.key(), broker.bootstrap(),
                JobOptions.WEB_PORT.key(), "0",
                JobOptions.PROMETHEUS_PORT.key(), LoopbackPorts.free(1).get(0).toString(),
                JobOptions.WEIGHTS_WINDOW.key(), "1s",
                JobOptions.MODEL_QUALITY.key(), "model-quality",
                JobOptions.BUSINESS_WINDOW.key(), "1s",
                JobOptions.CHECKPOINT_INTERVAL.key(), "500ms"));
        ControlScenario control = ControlScenario.standard(
                MarketScenario.of(1, 10),
                TestBundles.train(dir.resolve("one.zip"), 1),
                TestBundles.train(dir.resolve("two.zip"), 2));
        Topics.create(settings, MarketScenario.PARTITIONS);
        cluster = LocalCluster.start(settings, 2, dir.resolve("flink"));
        run = RunPlan.live("monitored", 2, control.atStart()).start(cluster, settings);
        market = new MarketPublisher(run.settings(), MarketCodec::encode);
        publishing = new Thread(MonitoringIT::publish, "publisher");
        publishing.start();
        for (int i = 0; i < POISON; i++) {
            market.sendRaw(i % MarketScenario.PARTITIONS, new byte[] {'{'});
        }
        run.awaitDecisions(500);
    }

    private static void publish() {
        market.publish(SyntheticSymbols.with(TradeCsv.bitstamp(), 3, 1), Pace.rate(400), Duration.ofMillis(20), null);
    }

    @AfterAll
    static void stop() throws Exception {
        market.stop();
        publishing.join(PATIENCE.toMillis());
        market.close();
        run.close();
        cluster.close();
        broker.close();
    }

    @Test
    void whatIsScrapedOfOursIsTheCatalogueNothingMoreAndNothingLess() throws Exception {
        Set<String> expected = new TreeSet<>();
        for (Stage stage : Stage.values()) {
            String prefix = OURS + stage.label() + "_";
            stage.counts().forEach(count -> expected.add(prefix + MetricName.of(count)));
            stage.levels().forEach(level -> expected.add(prefix + MetricName.of(level)));
            stage.tallies()
                    .forEach(tally ->
                            expected.add(prefix + String.join("_", tally.labels()) + "_" + MetricName.of(tally)));
            stage.figures()
                    .forEach(figure ->
                            expected.add(prefix + String.join("_", figure.labels()) + "_" + MetricName.of(figure)));
            expected.add(prefix + "latencyNanos");
            expected.add(prefix + "latencyNanos_count");
        }
        expected.add(OURS + "sequencer_watermarkLagMs");
        expected.add(OURS + "decide_eventToDecisionNanos");
        expected.add(OURS + "decide_eventToDecisionNanos_count");
        Scrape scrape = Scrape.of(cluster.prometheusAddress());
        assertThat(scrape.labels().keySet())
                .filteredOn(name -> name.startsWith(OURS))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(scrape.sums())
                .containsEntry(OURS + "gate_rejected", (double) POISON)
                .containsEntry(OURS + "gate_reason_deadLetters", (double) POISON)
                .containsEntry(OURS + "gate_partitionsSilent", 0.0)
                .containsEntry("flink_jobmanager_job_numRestarts", 0.0);
    }

    @Test
    void everyMetricAndLabelOfAQueryIsInTheScrape() throws Exception {
        List<String> exprs = new ArrayList<>();
        MonitoringFiles.queries().forEach(query -> exprs.add(query.expr()));
        MonitoringFiles.alerts()
                .values()
                .forEach(rule -> exprs.add(rule.path("expr").asText()));
        Scrape scrape = Scrape.of(cluster.prometheusAddress());
        assertThat(exprs).allSatisfy(expr -> {
            assertThat(scrape.labels()).containsKeys(PromQuery.metrics(expr).toArray(String[]::new));
            Set<String> there = new TreeSet<>(NOT_SCRAPED);
            PromQuery.metrics(expr).forEach(name -> there.addAll(scrape.labels().get(name)));
            assertThat(there).containsAll(PromQuery.labels(expr));
        });
    }

    @Test
    void everyQueryOfTheDashboardReturnsDataAndAlertsTellWhatIsWrong() throws Exception {
        Tool prometheus = Tool.installed("prometheus");
        Path home = Files.createDirectories(dir.resolve("prometheus"));
        try (PrometheusServer server = PrometheusServer.start(prometheus, home, cluster.prometheusAddress())) {
            String job = server.query("flink_jobmanager_job_numRestarts")
                    .path(0)
                    .path("metric")
                    .path("job_name")
                    .asText();
            assertThat(job).startsWith("quorate_");
            for (MonitoringFiles.Query query : MonitoringFiles.queries()) {
                await(query.panel() + ": " + query.expr())
                        .atMost(PATIENCE)
                        .until(() -> server.hasData(PromQuery.filled(query.expr(), job)));
            }
            for (JsonNode rule : MonitoringFiles.alerts().values()) {
                assertThat(server.query(rule.path("expr").asText()).isArray()).isTrue();
            }
            for (String name : QUIET) {
                String expr = MonitoringFiles.alerts().get(name).path("expr").asText();
                await(name).atMost(PATIENCE).until(() -> server.query(expr).isEmpty());
            }
            assertThatVariablesAndAnnotationsAnswer(server);
            assertThatARefusedRequestRaisesItsAlert(server);
            assertThatEveryRuleWasEvaluated(server);
        }
    }

    private static void assertThatVariablesAndAnnotationsAnswer(PrometheusServer server) throws Exception {
        JsonNode dashboard = MonitoringFiles.dashboard();
        for (JsonNode variable : dashboard.path("templating").path("list")) {
            String definition = variable.path("definition").asText();
            if (!definition.isEmpty()) {
                int comma = definition.lastIndexOf(',');
                String selector = PromQuery.filled(definition.substring("label_values(".length(), comma), ".*");
                String label =
                        definition.substring(comma + 1, definition.length() - 1).trim();
                await(label + " of " + selector)
                        .atMost(PATIENCE)
                        .until(() -> server.query("group by (" + label + ") (" + selector + ")")
                                        .size()
                                == 1);
            }
        }
        for (JsonNode annotation : dashboard.path("annotations").path("list")) {
            assertThat(server.query(PromQuery.filled(annotation.path("expr").asText(), ".*")))
                    .isEmpty();
        }
    }

    private static void assertThatARefusedRequestRaisesItsAlert(PrometheusServer server) throws Exception {
        String refused = MonitoringFiles.alerts()
                .get("QuorateRequestRefused")
                .path("expr")
                .asText();
        assertThat(server.query(refused)).isEmpty();
        try (ControlClient client = ControlClient.open(run.settings())) {
            ControlAnswer answer = client.ask(ControlRequests.rollback(77, Origin.of("ann", "try")), PATIENCE);
            assertThat(answer.accepted()).isFalse();
        }
        await().atMost(PATIENCE).until(() -> server.hasData(refused));
        await().atMost(PATIENCE)
                .until(() -> server.hasData("ALERTS{alertname=\"QuorateRequestRefused\",alertstate=\"firing\"}"));
    }

    private static void assertThatEveryRuleWasEvaluated(PrometheusServer server) throws Exception {
        List<String> names = new ArrayList<>();
        for (JsonNode group : server.get("/api/v1/rules").path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                assertThat(rule.path("health").asText()).as(rule.toString()).isEqualTo("ok");
                names.add(rule.path("name").asText());
            }
        }
        assertThat(names)
                .containsExactlyInAnyOrderElementsOf(MonitoringFiles.alerts().keySet());
    }
}
