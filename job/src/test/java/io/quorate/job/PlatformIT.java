package io.quorate.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quorate.job.fault.UserError;
import io.quorate.job.kafka.Brokers;
import io.quorate.job.kafka.EmbeddedBroker;
import io.quorate.job.kafka.TopicReader;
import io.quorate.job.kafka.TopicRecord;
import io.quorate.job.kafka.Topics;
import io.quorate.job.local.LocalCluster;
import io.quorate.job.metrics.FlinkStageProbeFunction;
import io.quorate.job.metrics.MetricsSnapshot;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.telemetry.Count;
import io.quorate.telemetry.StageProbe;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker, the cluster, the metrics and the readers together, before any of our operators. */
class PlatformIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path dir;

    @Test
    void recordsFlowThroughABrokerAndAClusterExactlyOnce() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("kafka"))) {
            Settings settings = settings(broker);
            Topics.create(settings, 4);
            Topics.create(settings, 4);
            assertThat(Topics.partitions(settings, "market-events")).isEqualTo(4);
            assertThat(Topics.partitions(settings, "control")).isEqualTo(1);
            produce(settings, 0, 500);
            try (LocalCluster cluster = LocalCluster.start(settings, 2, dir.resolve("flink"))) {
                JobClient job = cluster.submit(passThrough(settings));
                cluster.awaitRunning(job, PATIENCE);
                produce(settings, 500, 1_000);
                await().atMost(PATIENCE)
                        .untilAsserted(
                                () -> assertThat(TopicReader.committed(settings).count("ledger"))
                                        .isEqualTo(1_000));
                assertThatWebUiServes(cluster);
                cluster.cancel(job, PATIENCE);

                MetricsSnapshot figures = cluster.metrics().snapshot();
                assertThat(figures.total(Count.EVENTS_IN)).isEqualTo(1_000);
                assertThat(figures.stage("pass").latency().count()).isEqualTo(1_000);
                assertThat(figures.restarts()).isZero();
            }
            List<TopicRecord> ledger = TopicReader.committed(settings).read("ledger");
            assertThat(new TreeSet<>(ledger.stream().map(TopicRecord::valueText).toList()))
                    .hasSize(1_000);
        }
    }

    @Test
    void aRestartedBrokerHasItsAddressAndItsData() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(dir, Map.of("message.max.bytes", "6000000"))) {
            String address = broker.bootstrap();
            Settings settings = settings(broker);
            Topics.create(settings, 2, Map.of("max.message.bytes", "6000000"));
            produce(settings, 0, 100);
            broker.stop();
            assertThatThrownBy(() -> Brokers.requireReachable(settings))
                    .isInstanceOf(UserError.class)
                    .hasMessage("expected a Kafka broker at " + address + ", was nothing listening");
            broker.start();
            assertThat(broker.bootstrap()).isEqualTo(address);
            Brokers.requireReachable(settings);
            assertThat(TopicReader.uncommitted(settings).count("market-events")).isEqualTo(100);
            assertThatThrownBy(() -> TopicReader.committed(settings).count("no-such-topic"))
                    .isInstanceOf(UserError.class);
        }
    }

    @Test
    void aTakenWebPortIsReplacedAndSaid() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            Settings settings = Settings.defaults().with(JobOptions.WEB_PORT, Integer.toString(taken.getLocalPort()));
            try (LocalCluster cluster = LocalCluster.start(settings, 1, dir)) {
                assertThat(cluster.webPortWasTaken()).isTrue();
                assertThat(cluster.webAddress().getPort()).isNotEqualTo(taken.getLocalPort());
                assertThat(cluster.webAddress().getHost()).isEqualTo("127.0.0.1");
            }
            Settings prometheus =
                    Settings.defaults().with(JobOptions.PROMETHEUS_PORT, Integer.toString(taken.getLocalPort()));
            assertThatThrownBy(() -> LocalCluster.start(prometheus, 1, dir))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining(
                            "metrics.prometheus: expected a free port on 127.0.0.1, was " + taken.getLocalPort());
        }
    }

    private static void assertThatWebUiServes(LocalCluster cluster) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        URI web = cluster.webAddress();
        var index = http.send(
                HttpRequest.newBuilder(web.resolve("/")).build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        assertThat(index.body()).contains("<title>Apache Flink Web Dashboard</title>");
        var upload = http.send(
                HttpRequest.newBuilder(web.resolve("/jars/upload"))
                        .POST(HttpRequest.BodyPublishers.ofString("x"))
                        .build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        assertThat(upload.statusCode()).isEqualTo(404);
    }

    private static StreamExecutionEnvironment passThrough(Settings settings) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(2);
        env.enableCheckpointing(200);
        KafkaSource<String> source = KafkaSource.<String>builder()
                .setBootstrapServers(settings.get(JobOptions.BOOTSTRAP))
                .setTopics(settings.get(JobOptions.MARKET))
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setValueOnlyDeserializer(new SimpleStringSchema())
                .build();
        KafkaSink<String> sink = KafkaSink.<String>builder()
                .setBootstrapServers(settings.get(JobOptions.BOOTSTRAP))
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix("platform-it")
                .setProperty("transaction.timeout.ms", "600000")
                .setRecordSerializer(KafkaRecordSerializationSchema.<String>builder()
                        .setTopic(settings.get(JobOptions.LEDGER))
                        .setValueSerializationSchema(new SimpleStringSchema())
                        .build())
                .build();
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "market")
                .map(new Pass())
                .sinkTo(sink);
        return env;
    }

    private static void produce(Settings settings, int from, int to) {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings.kafkaProperties(), new StringSerializer(), new StringSerializer())) {
            for (int i = from; i < to; i++) {
                var unused = producer.send(new ProducerRecord<>(settings.get(JobOptions.MARKET), "k" + i, "v" + i));
            }
        }
    }

    private static Settings settings(EmbeddedBroker broker) {
        return Settings.defaults()
                .with(Map.of(JobOptions.BOOTSTRAP.key(), broker.bootstrap(), JobOptions.WEB_PORT.key(), "0"));
    }

    /** Counts and passes on. */
    private static final class Pass extends RichMapFunction<String, String> {
        private static final long serialVersionUID = 1L;
        private transient StageProbe probe;

        @Override
        public void open(OpenContext context) {
            probe = new FlinkStageProbeFunction().open(getRuntimeContext(), "pass");
        }

        @Override
        public String map(String value) {
            long begin = probe.begin();
            probe.add(Count.EVENTS_IN, 1);
            probe.end(begin);
            return value;
        }
    }
}
