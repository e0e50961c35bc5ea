package io.quorate.job.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shaded jar on a stock Flink distribution: with Flink's own jars beside it and nothing else of ours. */
class JobJarIT {
    private static final Path JAR = Path.of("target", "quorate-job.jar");
    private static final Path BESIDE = Path.of("target", "local-lib");

    /** What flink-dist and lib/ hold; flink-connector-base is in flink-dist, the Kafka connector is not. */
    private static final String STOCK =
            "(flink-(annotations|clients|connector-base|connector-datagen|core|core-api|datastream|datastream-api"
                    + "|file-sink-common|hadoop-fs|metrics-core|queryable-state-client-java|rpc-akka-loader|rpc-core|runtime"
                    + "|runtime-web|statebackend-rocksdb|streaming-java|shaded-.*)|log4j-(api|core|slf4j.*)|slf4j-api"
                    + "|frocksdbjni)-[0-9].*\\.jar";

    /** Classes that only commands of the launcher, or code of the connectors that we do not use, ask for. */
    private static final String ELSEWHERE =
            "io\\.quorate\\.job\\.kafka\\.EmbeddedBroker.*|io\\.quorate\\.job\\.prometheus\\.PrometheusEndpoint"
                    + "|io\\.quorate\\.job\\.savepoint\\.(BarRowsFunction|KeyedRowsFunction|State(Dump|Reader).*)"
                    + "|io\\.quorate\\.job\\.table\\.(FeatureLogWriters.*|LedgerTable.*|Parquet.*|TableFormat.*)"
                    + "|io\\.quorate\\.job\\.tune\\.StoreSchema"
                    + "|io\\.quorate\\.job\\.kafka\\.FeatureLog\\$Sink|org\\.apache\\.flink\\.ml\\.linalg\\..*"
                    + "|org\\.apache\\.flink\\.streaming\\.connectors\\.kafka\\.table\\..*";

    @Test
    void nothingIsMissingBesideAStockDistribution() throws IOException {
        StringWriter out = new StringWriter();
        PrintWriter printer = new PrintWriter(out);
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        jdeps.run(printer, printer, "--multi-release", "17", "--missing-deps", "-cp", stock(), JAR.toString());

        List<String> ours = out.toString()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("io.quorate.") || line.startsWith("org.apache.flink."))
                .filter(line -> !line.split(" +", 2)[0].matches(ELSEWHERE))
                .filter(line -> !line.contains("-> javax.annotation."))
                .toList();
        assertThat(out.toString()).as("jdeps").contains("EmbeddedBroker");
        assertThat(ours).isEmpty();
    }

    @Test
    void nothingOfFlinkItselfIsInside() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(JarEntry::getName))
                    .contains("io/quorate/job/StreamingJob.class")
                    .contains("org/apache/flink/connector/kafka/source/KafkaSource.class")
                    .contains("org/apache/kafka/clients/producer/KafkaProducer.class")
                    .noneMatch(name -> name.matches("org/(slf4j|apache/logging)/.*|ch/qos/logback/.*"))
                    .noneMatch(name -> name.matches("org/apache/flink/(api|core|runtime|configuration|metrics)/.*"))
                    .noneMatch(name -> name.matches("org/apache/flink/connector/base/.*"));
        }
    }

    private static String stock() throws IOException {
        try (Stream<Path> jars = Files.list(BESIDE)) {
            return jars.filter(jar -> jar.getFileName().toString().matches(STOCK))
                    .map(Path::toString)
                    .sorted()
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }
}
