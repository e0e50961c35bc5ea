package io.quorate.job.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quorate.job.fault.UserError;
import io.quorate.job.files.TradeCsv;
import io.quorate.job.kafka.EmbeddedBroker;
import io.quorate.job.kafka.TopicReader;
import io.quorate.job.kafka.TopicRecord;
import io.quorate.job.kafka.Topics;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.schema.market.EventKind;
import io.quorate.schema.market.MarketEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Publisher and consumer against a real broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoadIT {
    private static final Duration BEAT = Duration.ofMillis(20);

    private final EmbeddedBroker broker;
    private int topics;

    LoadIT(@TempDir Path dir) {
        broker = EmbeddedBroker.start(dir);
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @Test
    void aPacedReplayKeepsTimesAndNoHeartbeatOvertakes() {
        Settings settings = freshTopics();
        List<MarketEvent> base = TradeCsv.bitstamp().subList(0, 1_000);
        long spanMs = base.get(999).tsMs() - base.get(0).tsMs();
        try (MarketPublisher publisher = new MarketPublisher(settings, LoadIT::encode)) {
            MarketPublisher.Sent sent =
                    publisher.publish(SyntheticSymbols.with(base, 3, 1), Pace.speedUp(spanMs / 1_000.0), BEAT, null);
            publisher.finish(Duration.ofSeconds(30));
            assertThat(sent.records()).isEqualTo(4_000);
            assertThat(sent.wallMs()).isBetween(950L, 20_000L);
            assertThat(publisher.heartbeats()).isGreaterThanOrEqualTo(45 * 4);
            assertThat(publisher.lastTsMs()).isEqualTo(sent.lastTsMs() + 30_000);
        }
        assertThatTimesNeverFall(settings, 4_000);
    }

    @Test
    void anUnpacedReplayBeatsByRecords() {
        Settings settings = freshTopics();
        List<MarketEvent> base = TradeCsv.bitstamp().subList(0, 5_000);
        try (MarketPublisher publisher = new MarketPublisher(settings, LoadIT::encode)) {
            publisher.publish(base.iterator(), Pace.max(), BEAT, null);
            assertThat(publisher.records()).isEqualTo(5_000);
            assertThat(publisher.heartbeats()).isEqualTo(10 * 4);
        }
        assertThatTimesNeverFall(settings, 5_000);
    }

    @Test
    void aRateStampsTheIntendedTimeAndTheConsumerMeasuresFromIt() throws Exception {
        Settings settings = freshTopics();
        List<MarketEvent> base = TradeCsv.bitstamp();
        Iterator<MarketEvent> endless =
                Stream.generate(() -> base).flatMap(List::stream).iterator();
        long before = System.currentTimeMillis();
        MarketPublisher.Sent sent;
        try (MarketPublisher publisher = new MarketPublisher(settings, LoadIT::encode)) {
            sent = publisher.publish(endless, Pace.rate(2_000), BEAT, Duration.ofSeconds(1));
        }
        assertThat(sent.records()).isBetween(200L, 2_001L);
        assertThat(sent.lastTsMs()).isBetween(before, System.currentTimeMillis());
        List<TopicRecord> trades = assertThatTimesNeverFall(settings, (int) sent.records());
        assertThat(trades.stream().map(TopicRecord::valueText).distinct()).hasSameSizeAs(trades);

        try (LatencyConsumer consumer = LatencyConsumer.start(settings)) {
            decide(settings, System.currentTimeMillis() - 500);
            await().atMost(Duration.ofSeconds(20)).until(() -> consumer.seen().decisions() == 3);
            LatencyConsumer.Seen seen = consumer.seen();
            assertThat(seen.byOutcome()).isEqualTo(Map.of("NO_ACTION", 1L, "TAKE_ACTION", 1L, "?", 1L));
            assertThat(seen.byTrigger()).containsEntry("TIMER", 1L);
            assertThat(seen.latency().count()).isEqualTo(1);
            assertThat(seen.latency().maxNanos()).isBetween(499_000_000L, 20_000_000_000L);
            consumer.reset();
            assertThat(consumer.seen().decisions()).isZero();
        }
    }

    @Test
    void aSymbolKeepsItsPartitionAndRefusalsAreErrors() {
        Settings settings = freshTopics();
        try (MarketPublisher publisher = new MarketPublisher(settings, event -> new byte[3_000_000])) {
            assertThat(IntStream.range(0, 100).map(i -> publisher.partition("S" + i)))
                    .allMatch(partition -> partition >= 0 && partition < 4)
                    .contains(0, 1, 2, 3);
            assertThat(publisher.partition("BTC-USD")).isEqualTo(publisher.partition("BTC-USD"));
            assertThatThrownBy(() -> {
                        publisher.send(TradeCsv.bitstamp().get(0));
                        publisher.flush();
                    })
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("RecordTooLargeException");
        }
    }

    @Test
    void newTopicsTakeRecordsAtOnceWhateverTheBrokerStillHasToDo() {
        Settings settings = freshTopics(60)
                .with(Map.of(
                        "kafka.properties.delivery.timeout.ms", "9000", "kafka.properties.request.timeout.ms", "5000"));
        try (MarketPublisher publisher = new MarketPublisher(settings, LoadIT::encode)) {
            for (int i = 0; i < 60 * 200; i++) {
                publisher.sendRaw(i % 60, new byte[200]);
            }
            publisher.flush();
        }
        assertThat(TopicReader.committed(settings).count(settings.get(JobOptions.MARKET)))
                .isEqualTo(60 * 200);
    }

    private static List<TopicRecord> assertThatTimesNeverFall(Settings settings, int trades) {
        List<TopicRecord> records = TopicReader.committed(settings).read(settings.get(JobOptions.MARKET));
        Map<Integer, Long> newest = new TreeMap<>();
        for (TopicRecord record : records) {
            long tsMs = Long.parseLong(record.valueText().split(",", -1)[1]);
            Long previous = newest.put(record.partition(), tsMs);
            assertThat(previous == null || previous <= tsMs)
                    .as("partition %s offset %s: %s after %s", record.partition(), record.offset(), tsMs, previous)
                    .isTrue();
        }
        assertThat(newest).hasSize(4);
        List<TopicRecord> found = records.stream()
                .filter(record -> record.valueText().startsWith("TRADE"))
                .toList();
        assertThat(found).hasSize(trades);
        return found;
    }

    private static void decide(Settings settings, long tsMs) {
        String decision = "{\"v\":1,\"components\":[{\"tsMs\":5}],\"tsMs\":%d,\"outcome\":\"%s\",\"trigger\":\"%s\"}";
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings.kafkaProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String value : List.of(
                    String.format(decision, tsMs, "NO_ACTION", "SAMPLE"),
                    String.format(decision, tsMs, "TAKE_ACTION", "TIMER"),
                    "not json")) {
                var unused = producer.send(new ProducerRecord<>(
                        settings.get(JobOptions.DECISIONS), value.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private static byte[] encode(MarketEvent e) {
        String id = e.kind() == EventKind.HEARTBEAT ? "" : e.id();
        return (e.kind() + "," + e.tsMs() + "," + id).getBytes(StandardCharsets.UTF_8);
    }

    private Settings freshTopics() {
        return freshTopics(4);
    }

    private Settings freshTopics(int partitions) {
        topics++;
        Map<String, String> own = new TreeMap<>();
        own.put(JobOptions.BOOTSTRAP.key(), broker.bootstrap());
        own.put(JobOptions.MARKET.key(), "market-" + topics);
        own.put(JobOptions.DECISIONS.key(), "decisions-" + topics);
        Settings settings = Settings.of(own);
        Topics.create(settings, partitions);
        return settings;
    }
}
