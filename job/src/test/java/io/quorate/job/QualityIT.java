package io.quorate.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quorate.backtest.DecisionHash;
import io.quorate.backtest.DecisionPipeline;
import io.quorate.backtest.PipelineSink;
import io.quorate.ensemble.BundleReader;
import io.quorate.ensemble.ModelAccess;
import io.quorate.ensemble.ModelShelf;
import io.quorate.job.kafka.EmbeddedBroker;
import io.quorate.job.kafka.TopicReader;
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
import io.quorate.job.topology.FlinkFileFetcher;
import io.quorate.job.topology.JobSetup;
import io.quorate.quality.FeatureSketch;
import io.quorate.quality.MemberSketch;
import io.quorate.quality.QualityMonitor;
import io.quorate.schema.codec.MarketDecoder;
import io.quorate.schema.codec.QualityCodec;
import io.quorate.schema.model.Credit;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.model.ReferenceProfile;
import io.quorate.schema.quality.QualityLevel;
import io.quorate.schema.quality.QualityRecord;
import io.quorate.schema.quality.QualitySketch;
import io.quorate.schema.quality.QualitySubject;
import io.quorate.schema.state.QualityState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights by regime and the watch over quality: one result in plain Java and on a cluster at every parallelism. */
class QualityIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String WINDOW = "30min";
    private static final long WINDOW_MS = Duration.ofMinutes(30).toMillis();

    @TempDir
    private static Path dir;

    private static EmbeddedBroker broker;
    private static LocalCluster cluster;
    private static Settings settings;
    private static MarketScenario market;
    private static ControlScenario control;
    private static PlainRun plain;
    private static Oracle oracle;

    @BeforeAll
    static void publish() throws Exception {
        broker = EmbeddedBroker.start(dir.resolve("kafka"));
        settings = Settings.of(Map.of(
                JobOptions.BOOTSTRAP.key(), broker.bootstrap(),
                JobOptions.LATENESS.key(), MarketScenario.LATENESS_MS + "ms",
                JobOptions.WEIGHTS_WINDOW.key(), "10min",
                JobOptions.WEIGHTS_DELAY.key(), "30s",
                JobOptions.WEIGHTS_BY_REGIME.key(), "volatility",
                JobOptions.MODEL_QUALITY.key(), "model-quality",
                JobOptions.QUALITY_WINDOW.key(), WINDOW,
                JobOptions.WEB_PORT.key(), "0",
                JobOptions.ALIGNMENT_DRIFT.key(), "10min"));
        market = MarketScenario.of(42, 1_000);
        control = ControlScenario.standard(
                market, TestBundles.train(dir.resolve("one.zip"), 1), TestBundles.train(dir.resolve("two.zip"), 2));
        Topics.create(settings, MarketScenario.PARTITIONS);
        Publishing.market(settings, market.arrivals());
        plain = PlainRun.of(settings, market, control.epochs());
        oracle = Oracle.run();
        cluster = LocalCluster.start(settings, 4, dir.resolve("flink"));
    }

    @AfterAll
    static void stop() {
        cluster.close();
        broker.close();
    }

    @Test
    void regimesHaveWeightsOfTheirOwn() {
        Settings same = settings.with(JobOptions.WEIGHTS_BY_REGIME, "none");
        assertThat(PlainRun.of(same, market, control.epochs()).hash().hex())
                .isNotEqualTo(plain.hash().hex());
    }

    @Test
    void theScenarioGivesSomethingToJudge() {
        assertThat(oracle.expected)
                .filteredOn(r -> r.subject() == QualitySubject.FEATURE && r.level() != QualityLevel.UNKNOWN)
                .hasSizeGreaterThan(200);
        assertThat(oracle.expected)
                .filteredOn(r -> r.subject() == QualitySubject.MEMBER && r.level() != QualityLevel.UNKNOWN)
                .hasSizeGreaterThan(10);
        assertThat(oracle.expected).extracting(QualityRecord::ensembleVersion).contains(1L, 2L, 3L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void theJobSaysWhatThePlainClassesSayAndDecidesTheSame(int parallelism) throws Exception {
        try (KafkaRun run = RunPlan.live("quality-" + parallelism, parallelism, control.requests())
                .start(cluster, settings.with(JobOptions.MODEL_QUALITY, "quality-" + parallelism))) {
            DecisionHash hash = run.awaitDecisions(plain.hash().size());
            assertThat(hash.conflicts()).isZero();
            assertThat(hash.hex()).isEqualTo(plain.hash().hex());
            List<String> expected = oracle.expected.stream()
                    .map(r -> new String(QualityCodec.encode(r), StandardCharsets.UTF_8))
                    .sorted()
                    .toList();
            await().atMost(PATIENCE).until(() -> written(run.settings()).size() >= expected.size());
            assertThat(written(run.settings())).isEqualTo(expected);
        }
    }

    /** What the topic has of windows that ended before the last prediction, sorted. */
    private static List<String> written(Settings own) {
        List<String> lines = new ArrayList<>();
        TopicReader.committed(own).forEach(own.get(JobOptions.MODEL_QUALITY), r -> {
            if (ends(r.value()) <= oracle.lastMs) {
                lines.add(new String(r.value(), StandardCharsets.UTF_8));
            }
        });
        lines.sort(null);
        return lines;
    }

    private static long ends(byte[] record) {
        String json = new String(record, StandardCharsets.UTF_8);
        String field = "\"windowEndMs\":";
        int at = json.indexOf(field) + field.length();
        return Long.parseLong(json.substring(at, json.indexOf(',', at)));
    }

    /** The plain pipeline with one sketch of everything. */
    private static final class Oracle implements PipelineSink {
        private final FeatureSketch features = new FeatureSketch(WINDOW_MS);
        private final MemberSketch members = new MemberSketch(WINDOW_MS);
        private final Map<Long, ReferenceProfile> references = new TreeMap<>();
        private final List<QualityRecord> expected = new ArrayList<>();
        private long lastMs;

        static Oracle run() {
            Oracle run = new Oracle();
            ReferenceProfile one = reference("one.zip");
            run.references.putAll(Map.of(1L, one, 2L, reference("two.zip"), 3L, one));
            MarketDecoder decoder = new MarketDecoder(settings.get(JobOptions.MARKET), JobSetup.marketRules(settings));
            try (ModelShelf shelf = new ModelAccess(new FlinkFileFetcher(), 64 << 20, Duration.ofSeconds(30)).open()) {
                DecisionPipeline pipeline = new DecisionPipeline(
                        JobSetup.pipeline(settings, MarketScenario.PARTITIONS), shelf, control.epochs(), run);
                long[] offsets = new long[MarketScenario.PARTITIONS];
                for (MarketScenario.Arrival a : market.arrivals()) {
                    pipeline.accept(
                            decoder.decode(a.partition(), offsets[a.partition()]++, Long.MAX_VALUE / 2, a.value()));
                }
                pipeline.advance();
            }
            run.judge();
            return run;
        }

        private static ReferenceProfile reference(String bundle) {
            return Objects.requireNonNull(
                    BundleReader.read(dir.resolve(bundle), null, 64 << 20).reference());
        }

        @Override
        public void prediction(Prediction p) {
            lastMs = p.tsMs();
            if (p.ensembleVersion() > 0) {
                features.add(p, Objects.requireNonNull(references.get(p.ensembleVersion())));
            }
        }

        @Override
        public void credit(Credit c) {
            members.add(c);
        }

        private void judge() {
            Map<Long, QualityState> states = new TreeMap<>();
            features.closeThrough(lastMs)
                    .forEach(c -> QualityMonitor.add(
                            states.computeIfAbsent(c.ensembleVersion, v -> new QualityState()), QualitySketch.of(c)));
            members.closeThrough(lastMs)
                    .forEach(c -> QualityMonitor.add(
                            states.computeIfAbsent(c.ensembleVersion, v -> new QualityState()), QualitySketch.of(c)));
            states.values()
                    .forEach(state -> expected.addAll(new QualityMonitor(WINDOW_MS).closeThrough(state, lastMs)));
        }
    }
}
