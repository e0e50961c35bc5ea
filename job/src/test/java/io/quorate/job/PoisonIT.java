package io.quorate.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quorate.backtest.DecisionHash;
import io.quorate.job.kafka.EmbeddedBroker;
import io.quorate.job.kafka.TopicReader;
import io.quorate.job.kafka.Topics;
import io.quorate.job.local.LocalCluster;
import io.quorate.job.metrics.MetricsSnapshot;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.scenario.ControlScenario;
import io.quorate.job.scenario.KafkaRun;
import io.quorate.job.scenario.MarketScenario;
import io.quorate.job.scenario.PlainRun;
import io.quorate.job.scenario.Poison;
import io.quorate.job.scenario.Publishing;
import io.quorate.job.scenario.RunPlan;
import io.quorate.job.scenario.TestBundles;
import io.quorate.schema.codec.CodecException;
import io.quorate.schema.codec.DeadLetterCodec;
import io.quorate.schema.market.DeadLetter;
import io.quorate.schema.market.RejectReason;
import io.quorate.telemetry.Count;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that no market should send are put aside with their reason; everything else goes on as if they were not. */
class PoisonIT {

    private static final long SEED = 13;
    private static final int OF_EACH = 5;
    private static final String MESSAGE_BYTES = "16000000";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path dir;

    @Test
    void poisonGoesToTheDeadLettersAndChangesNothingElse() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(
                dir.resolve("kafka"),
                Map.of("message.max.bytes", MESSAGE_BYTES, "replica.fetch.max.bytes", MESSAGE_BYTES))) {
            Settings settings = settings(broker);
            MarketScenario market = MarketScenario.of(SEED, 400);
            ControlScenario control = ControlScenario.standard(
                    market, TestBundles.train(dir.resolve("one.zip"), 1), TestBundles.train(dir.resolve("two.zip"), 2));
            PlainRun plain = PlainRun.of(settings, market, control.epochs());
            Topics.create(settings, MarketScenario.PARTITIONS, Map.of("max.message.bytes", MESSAGE_BYTES));
            Published published = publish(settings, market);
            try (LocalCluster cluster = LocalCluster.start(settings, 2, dir.resolve("flink"));
                    KafkaRun run = RunPlan.live("poison", 2, control.requests()).start(cluster, settings)) {
                DecisionHash hash = run.awaitDecisions(plain.hash().size());
                assertThat(hash.repeats()).isZero();
                assertThat(hash.hex()).isEqualTo(plain.hash().hex());

                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(deadLetters(run.settings()))
                                .containsExactlyInAnyOrderEntriesOf(published.refused));
                await().atMost(PATIENCE)
                        .untilAsserted(
                                () -> assertThat(cluster.metrics().snapshot().total(Count.EVENTS_IN))
                                        .isEqualTo(published.events));
                assertThatCountsAddUp(cluster, plain, published);
            }
        }
    }

    private static void assertThatCountsAddUp(LocalCluster cluster, PlainRun plain, Published published) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            MetricsSnapshot figures = cluster.metrics().snapshot();
            long accepted = figures.total(Count.ACCEPTED);
            assertThat(figures.total(Count.REJECTED)).isEqualTo(published.refused.size());
            assertThat(figures.total(Count.LATE)).isEqualTo(plain.late());
            assertThat(figures.total(Count.DUPLICATES)).isEqualTo(plain.duplicates());
            assertThat(figures.total(Count.EVENTS_IN))
                    .isEqualTo(accepted + plain.late() + plain.duplicates() + published.refused.size());
            assertThat(figures.restarts()).isZero();
        });
    }

    /** What was written: reasons of the refused by partition:offset, and the number of records but heartbeats. */
    private record Published(Map<String, RejectReason> refused, long events) {}

    private static Published publish(Settings settings, MarketScenario market) throws Exception {
        Random random = new Random(SEED);
        List<Poison> poison = new ArrayList<>();
        for (int i = 0; i < OF_EACH; i++) {
            poison.addAll(Poison.assortment(SEED + i, market.at(0.1 + 0.8 * random.nextDouble())));
        }
        List<MarketScenario.Arrival> mixed = new ArrayList<>(market.arrivals());
        IdentityHashMap<byte[], RejectReason> reasons = new IdentityHashMap<>();
        for (Poison p : poison) {
            int at = random.nextInt(mixed.size());
            mixed.add(
                    at,
                    new MarketScenario.Arrival(
                            mixed.get(at).atMs(), random.nextInt(MarketScenario.PARTITIONS), p.value()));
            reasons.put(p.value(), p.reason());
        }
        List<RecordMetadata> places = Publishing.market(settings, mixed);
        Map<String, RejectReason> refused = new TreeMap<>();
        for (int i = 0; i < mixed.size(); i++) {
            RejectReason reason = reasons.get(mixed.get(i).value());
            if (reason != null) {
                refused.put(places.get(i).partition() + ":" + places.get(i).offset(), reason);
            }
        }
        return new Published(refused, market.events() + poison.size());
    }

    private static Map<String, RejectReason> deadLetters(Settings settings) {
        Map<String, RejectReason> found = new TreeMap<>();
        TopicReader.uncommitted(settings)
                .read(settings.get(JobOptions.DEAD_LETTERS))
                .forEach(r -> {
                    DeadLetter d = decode(java.util.Objects.requireNonNull(r.value()));
                    assertThat(d.topic()).isEqualTo(settings.get(JobOptions.MARKET));
                    assertThat(found.put(d.partition() + ":" + d.offset(), d.reason()))
                            .isNull();
                });
        return found;
    }

    private static DeadLetter decode(byte[] value) {
        try {
            return DeadLetterCodec.decode(value);
        } catch (CodecException e) {
            throw new IllegalStateException("expected a dead letter", e);
        }
    }

    private static Settings settings(EmbeddedBroker broker) {
        return Settings.of(Map.of(
                JobOptions.BOOTSTRAP.key(), broker.bootstrap(),
                JobOptions.LATENESS.key(), MarketScenario.LATENESS_MS + "ms",
                JobOptions.WEIGHTS_WINDOW.key(), "5min",
                JobOptions.WEIGHTS_DELAY.key(), "30s",
                JobOptions.WEB_PORT.key(), "0",
                JobOptions.ALIGNMENT_DRIFT.key(), "10min"));
    }
}
