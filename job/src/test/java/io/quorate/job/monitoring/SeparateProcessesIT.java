package io.quorate.job.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quorate.job.kafka.LoopbackPorts;
import io.quorate.job.prometheus.PrometheusEndpointFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The endpoint in a JobManager and a TaskManager of their own, configured as a Flink installation is. */
class SeparateProcessesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path dir;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void bothProcessesAreScrapedEachAtItsPort() throws Exception {
        List<Integer> ports = LoopbackPorts.free(4);
        configure(ports, ports.get(2) + "," + ports.get(3));
        start(StandaloneSessionClusterEntrypoint.class);
        scrapeWith(ports.get(2), "flink_jobmanager_Status_JVM_CPU_Load");
        start(TaskManagerRunner.class);
        Scrape taskManager = scrapeWith(ports.get(3), "flink_taskmanager_Status_JVM_CPU_Load");
        assertThat(taskManager.labels().get("flink_taskmanager_Status_JVM_CPU_Load"))
                .contains("tm_id");
        await().atMost(PATIENCE)
                .until(() -> scrape(ports.get(2)).sums().get("flink_jobmanager_numRegisteredTaskManagers") == 1);
    }

    @Test
    void aJobManagerThatMustBeWatchedEndsWhenItsPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            configure(LoopbackPorts.free(2), Integer.toString(taken.getLocalPort()));
            Process process = start(StandaloneSessionClusterEntrypoint.class);
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            String said = Files.readString(dir.resolve("StandaloneSessionClusterEntrypoint.out"));
            assertThat(process.exitValue()).as(said).isEqualTo(1);
            assertThat(said)
                    .contains(
                            "error: metrics endpoint: expected a free port on 127.0.0.1, was " + taken.getLocalPort());
        }
    }

    private Scrape scrapeWith(int port, String metric) {
        return await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> scrape(port), scrape -> scrape.labels().containsKey(metric));
    }

    private static Scrape scrape(int port) throws Exception {
        return Scrape.of(URI.create("http://" + LoopbackPorts.HOST + ":" + port + "/metrics"));
    }

    private void configure(List<Integer> ports, String metricsPorts) throws IOException {
        Files.writeString(dir.resolve("config.yaml"), """
                jobmanager.rpc.address: 127.0.0.1
                jobmanager.bind-host: 127.0.0.1
                jobmanager.rpc.port: %d
                rest.address: 127.0.0.1
                rest.bind-address: 127.0.0.1
                rest.port: %d
                rest.bind-port: "0"
                taskmanager.host: 127.0.0.1
                taskmanager.bind-host: 127.0.0.1
                taskmanager.numberOfTaskSlots: 2
                taskmanager.cpu.cores: 2.0
                taskmanager.memory.framework.heap.size: 64mb
                taskmanager.memory.task.heap.size: 128mb
                taskmanager.memory.framework.off-heap.size: 64mb
                taskmanager.memory.task.off-heap.size: 64mb
                taskmanager.memory.network.min: 64mb
                taskmanager.memory.network.max: 64mb
                taskmanager.memory.managed.size: 64mb
                taskmanager.memory.jvm-metaspace.size: 128mb
                taskmanager.memory.jvm-overhead.min: 64mb
                taskmanager.memory.jvm-overhead.max: 64mb
                io.tmp.dirs: %s
                metrics.reporters: prom
                metrics.reporter.prom.factory.class: %s
                metrics.reporter.prom.port: "%s"
                metrics.reporter.prom.when-taken: exit
                """.formatted(
                        ports.get(0), ports.get(1), dir, PrometheusEndpointFactory.class.getName(), metricsPorts));
    }

    private Process start(Class<?> main) throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx256m",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        "--configDir",
                        dir.toString())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve(main.getSimpleName() + ".out").toFile())
                .start();
        started.add(process);
        return process;
    }
}
