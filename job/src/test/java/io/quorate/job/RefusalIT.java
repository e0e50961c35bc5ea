package io.quorate.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quorate.backtest.DecisionHash;
import io.quorate.job.control.ControlAnswer;
import io.quorate.job.control.ControlClient;
import io.quorate.job.control.ControlRequests;
import io.quorate.job.control.Origin;
import io.quorate.job.kafka.EmbeddedBroker;
import io.quorate.job.kafka.TopicReader;
import io.quorate.job.kafka.TopicRecord;
import io.quorate.job.kafka.Topics;
import io.quorate.job.local.LocalCluster;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.registry.SigningKey;
import io.quorate.job.scenario.BrokenBundles;
import io.quorate.job.scenario.ControlScenario;
import io.quorate.job.scenario.KafkaRun;
import io.quorate.job.scenario.MarketScenario;
import io.quorate.job.scenario.PlainRun;
import io.quorate.job.scenario.Publishing;
import io.quorate.job.scenario.RunPlan;
import io.quorate.job.scenario.TestBundles;
import io.quorate.schema.alert.Alert;
import io.quorate.schema.alert.AlertKind;
import io.quorate.schema.codec.AlertCodec;
import io.quorate.schema.codec.DeadLetterCodec;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRequest;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.market.DeadLetter;
import io.quorate.schema.market.RejectReason;
import io.quorate.telemetry.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with a request is answered with its reason; nobody switches and the decisions are the same bytes. */
class RefusalIT {

    private static final long SEED = 21;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path dir;

    @Test
    void wrongBundlesAreRefusedWhileTheShadowScoresAndDecisionsStayTheSame() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("kafka"))) {
            Settings settings = settings(broker);
            MarketScenario market = MarketScenario.of(SEED, 400);
            EnsembleSpec one = TestBundles.train(dir.resolve("one.zip"), 1);
            EnsembleSpec two = TestBundles.train(dir.resolve("two.zip"), 2);
            ControlScenario control = ControlScenario.standard(market, one, two);
            PlainRun plain = PlainRun.of(settings, market, control.epochs());
            Topics.create(settings, MarketScenario.PARTITIONS);
            int half = market.before(0.5);
            Publishing.market(settings, market.arrivals().subList(0, half));
            List<ControlRequest> requests = new ArrayList<>(control.requests());
            requests.add(ControlRequests.shadow(two, Origin.of("eve", "compare")));
            try (LocalCluster cluster = LocalCluster.start(settings, 2, dir.resolve("flink"));
                    KafkaRun run = RunPlan.live("refused", 2, requests).start(cluster, settings)) {
                run.awaitDecisions(1);
                Map<Long, String> refused = ask(run.settings(), wrong(one));
                Publishing.values(
                        run.settings(),
                        run.settings().get(JobOptions.CONTROL_REQUESTS),
                        List.of("{\"v\":1,\"kind\":\"DANCE\"}".getBytes(StandardCharsets.UTF_8)));
                Publishing.market(
                        settings,
                        market.arrivals().subList(half, market.arrivals().size()));
                DecisionHash hash = run.awaitDecisions(plain.hash().size());
                assertThat(hash.hex()).isEqualTo(plain.hash().hex());
                assertThatEachIsALetterAndAnAlert(run.settings(), refused);
                assertThatTheShadowScored(run.settings(), plain);
                assertThat(cluster.metrics().snapshot().restarts()).isZero();
                assertThat(Objects.requireNonNull(cluster.metrics().snapshot().level(Level.MODELS_LOADED))
                                .max())
                        .isLessThanOrEqualTo(3);
            }
        }
    }

    private Map<String, EnsembleSpec> wrong(EnsembleSpec good) throws Exception {
        BrokenBundles broken = new BrokenBundles(good, dir);
        Map<String, EnsembleSpec> wrong = new LinkedHashMap<>();
        wrong.put("DIGEST_MISMATCH: expected SHA-256", broken.corrupt());
        wrong.put("DIGEST_MISMATCH: expected SHA-256 abab", broken.wrongDigest());
        wrong.put("BAD_MEMBER: random_forest.ubj", broken.nanLeaf());
        wrong.put("GOLDEN_MISMATCH", broken.otherNumbers());
        wrong.put("PATH_TRAVERSAL", broken.pathTraversal());
        wrong.put("TOO_LARGE: expected at most", broken.zipBomb(80 << 20));
        wrong.put("ensemble.signature: expected a signature", good.signed("AAAA"));
        wrong.put("LAYOUT_MISMATCH", broken.permutedColumns());
        wrong.put("ensemble.layoutId: expected", with(good, "other", good.sizeBytes(), good.priorWeights()));
        wrong.put("was 2147483648", with(good, good.layoutId(), 2L << 30, good.priorWeights()));
        wrong.put("ensemble.priorWeights: expected each", with(good, good.layoutId(), good.sizeBytes(), negative()));
        wrong.put("ensemble.priorWeights: expected a sum", with(good, good.layoutId(), good.sizeBytes(), zero()));
        wrong.put("bytes, was 67108864", broken.longer());
        wrong.put("UNREADABLE", broken.absent());
        return wrong;
    }

    /** Asks for each, and for an effective time in the past and a version twice; the reasons by request offset. */
    private static Map<Long, String> ask(Settings settings, Map<String, EnsembleSpec> wrong) {
        Map<Long, String> refused = new LinkedHashMap<>();
        try (ControlClient client = ControlClient.open(settings)) {
            for (Map.Entry<String, EnsembleSpec> e : wrong.entrySet()) {
                ControlRequest request = ControlRequests.ensemble(e.getValue(), Origin.of("bob", "try"));
                refuse(client.ask(request, PATIENCE), e.getKey(), refused);
            }
            EnsembleSpec good = Objects.requireNonNull(wrong.get("ensemble.signature: expected a signature"))
                    .signed(null);
            Origin past = Origin.of("bob", "late").from(1);
            refuse(client.ask(ControlRequests.ensemble(good, past), PATIENCE), "effectiveFromMs: expected", refused);
            ControlRequest twice =
                    new ControlRequest(ControlKind.ENSEMBLE, "*", 1, -1, false, "twice", "bob", "", good, null, null);
            refuse(client.ask(twice, PATIENCE), "version: expected at least 4", refused);
        }
        return refused;
    }

    private static void refuse(ControlAnswer answer, String reason, Map<Long, String> refused) {
        assertThat(answer.accepted()).as(reason).isFalse();
        assertThat(answer.reason()).contains(reason);
        refused.put(answer.record().requestOffset(), answer.reason());
    }

    private static void assertThatEachIsALetterAndAnAlert(Settings settings, Map<Long, String> refused) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Map<Long, String> letters = new LinkedHashMap<>();
            for (TopicRecord r : TopicReader.uncommitted(settings).read(settings.get(JobOptions.DEAD_LETTERS))) {
                DeadLetter letter = DeadLetterCodec.decode(r.value());
                if (letter.reason() == RejectReason.CONTROL_REFUSED) {
                    assertThat(letter.topic()).isEqualTo(settings.get(JobOptions.CONTROL_REQUESTS));
                    assertThat(letters.put(letter.offset(), letter.detail())).isNull();
                }
            }
            assertThat(letters).containsAllEntriesOf(refused).hasSize(refused.size() + 1);
        });
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<Alert> alerts = new ArrayList<>();
            for (TopicRecord r : TopicReader.uncommitted(settings).read(settings.get(JobOptions.ALERTS))) {
                alerts.add(AlertCodec.decode(r.value()));
            }
            assertThat(alerts.stream().filter(a -> a.kind() == AlertKind.EPOCH_REFUSED))
                    .hasSize(refused.size() + 1);
        });
    }

    private static void assertThatTheShadowScored(Settings settings, PlainRun plain) {
        long shadows = 0;
        long live = 0;
        for (TopicRecord r : TopicReader.uncommitted(settings).read(settings.get(JobOptions.PREDICTIONS))) {
            boolean shadow = r.valueText().endsWith("\"shadow\":true}");
            shadows += shadow ? 1 : 0;
            live += shadow ? 0 : 1;
        }
        assertThat(live).isEqualTo(plain.predictions());
        assertThat(shadows).isPositive().isLessThanOrEqualTo(live);
    }

    private static EnsembleSpec with(EnsembleSpec s, String layoutId, long sizeBytes, List<Double> weights) {
        return new EnsembleSpec(s.bundleUri(), s.sha256(), sizeBytes, layoutId, s.label(), s.memberNames(), weights);
    }

    private static List<Double> negative() {
        return List.of(-0.5, 0.5, 0.5, 0.5);
    }

    private static List<Double> zero() {
        return List.of(0.0, 0.0, 0.0, 0.0);
    }

    private Settings settings(EmbeddedBroker broker) {
        SigningKey.generate(dir.resolve("own"));
        return Settings.of(Map.of(
                JobOptions.BOOTSTRAP.key(), broker.bootstrap(),
                JobOptions.LATENESS.key(), MarketScenario.LATENESS_MS + "ms",
                JobOptions.WEIGHTS_WINDOW.key(), "5min",
                JobOptions.WEIGHTS_DELAY.key(), "30s",
                JobOptions.WEB_PORT.key(), "0",
                JobOptions.ALIGNMENT_DRIFT.key(), "10min",
                JobOptions.PREDICTIONS.key(), "refused-predictions",
                JobOptions.MODEL_MAX.key(), "64MiB",
                JobOptions.MODEL_KEYS.key(), dir.resolve("own.pub").toString()));
    }
}
