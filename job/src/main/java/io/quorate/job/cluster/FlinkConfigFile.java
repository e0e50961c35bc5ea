package io.quorate.job.cluster;

import io.quorate.job.fault.UserError;
import io.quorate.job.kafka.LoopbackPorts;
import io.quorate.job.prometheus.PrometheusEndpointFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;

/** The {@code config.yaml} of a cluster on 127.0.0.1, as Flink's own scripts would read it. */
final class FlinkConfigFile {
    private static final String HOST = LoopbackPorts.HOST;

    private static final List<String> LOGGING = List.of(
            "monitorInterval=30",
            "rootLogger.level=INFO",
            "rootLogger.appenderRef.out.ref=Out",
            "logger.kafka.name=org.apache.kafka",
            "logger.kafka.level=WARN",
            // each Kafka sink registers one gauge twice and says so at every checkpoint
            "logger.metrics.name=org.apache.flink.metrics.MetricGroup",
            "logger.metrics.level=ERROR",
            "appender.out.type=Console",
            "appender.out.name=Out",
            "appender.out.layout.type=PatternLayout",
            "appender.out.layout.pattern=%d{HH:mm:ss.SSS} %-5p %c{1} - %m%n%ex{full}");

    private FlinkConfigFile() {}

    /** Writes configuration and logging of a cluster that does not run; ports are chosen now. */
    static void write(ClusterPlan plan, ClusterFolder folder) {
        List<Integer> free = LoopbackPorts.free(3);
        int web = plan.webPort() == 0 ? free.get(0) : plan.webPort();
        if (!LoopbackPorts.isFree(web)) {
            throw UserError.failed("--web-port: expected a free port, was " + web + " which is taken");
        }
        SortedMap<String, String> c = new TreeMap<>();
        network(c, web, free.get(1), plan.webSubmit());
        resources(c, plan.slots());
        state(c, folder);
        if (plan.highlyAvailable()) {
            highAvailability(c, folder, free.get(2));
        }
        if (!plan.prometheusPorts().isEmpty()) {
            prometheus(c, plan.prometheusPorts());
        }
        c.putAll(plan.flink());
        try {
            Files.createDirectories(folder.conf());
            for (Path path : List.of(folder.checkpoints(), folder.savepoints(), folder.temporary())) {
                Files.createDirectories(path);
            }
            Files.writeString(folder.configFile(), yaml(c));
            Files.writeString(folder.logging(), String.join("\n", LOGGING) + "\n");
            Files.writeString(folder.zooKeeperFile(), zooKeeper(folder, free.get(2)));
        } catch (IOException e) {
            throw UserError.failed("expected a writable folder, was " + folder.root() + ": " + e.getMessage(), e);
        }
    }

    /** What a cluster was started with; throws UserError when none was. */
    static Configuration read(ClusterFolder folder) {
        if (!Files.exists(folder.configFile())) {
            throw UserError.failed(
                    "expected a cluster in " + folder.root() + ", was none; `quorate cluster start` makes one");
        }
        return GlobalConfiguration.loadConfiguration(folder.conf().toString());
    }

    private static void network(Map<String, String> c, int web, int rpc, boolean submit) {
        c.put("jobmanager.rpc.address", HOST);
        c.put("jobmanager.rpc.port", Integer.toString(rpc));
        c.put("jobmanager.bind-host", HOST);
        c.put("taskmanager.host", HOST);
        c.put("taskmanager.bind-host", HOST);
        c.put("rest.address", HOST);
        c.put("rest.bind-address", HOST);
        c.put("rest.port", Integer.toString(web));
        c.put("rest.bind-port", Integer.toString(web));
        c.put("web.submit.enable", Boolean.toString(submit));
        c.put("web.cancel.enable", Boolean.toString(submit));
        // Flink's 10 s and 50 s are for networks that lose packets; here a silent process is a dead one.
        c.put("heartbeat.interval", "1s");
        c.put("heartbeat.timeout", "8s");
        c.put("metrics.fetcher.update-interval", "2s");
        c.put("security.delegation.tokens.enabled", "false");
    }

    private static void resources(Map<String, String> c, int slots) {
        c.put("taskmanager.numberOfTaskSlots", Integer.toString(slots));
        c.put("parallelism.default", Integer.toString(slots));
        // a lost task manager then takes a share of the job along, and the others have room for it
        c.put("taskmanager.load-balance.mode", "SLOTS");
        c.put("jobmanager.memory.process.size", "1024m");
        c.put("taskmanager.memory.process.size", "1792m");
        c.put("taskmanager.memory.managed.fraction", "0.1");
    }

    private static void state(Map<String, String> c, ClusterFolder folder) {
        c.put("execution.checkpointing.dir", ClusterFolder.uri(folder.checkpoints()));
        c.put("execution.checkpointing.savepoint-dir", ClusterFolder.uri(folder.savepoints()));
        c.put("io.tmp.dirs", folder.temporary().toString());
        c.put("web.tmpdir", folder.temporary().toString());
    }

    private static void highAvailability(Map<String, String> c, ClusterFolder folder, int port) {
        c.put("high-availability.type", "zookeeper");
        c.put("high-availability.zookeeper.quorum", HOST + ":" + port);
        c.put("high-availability.storageDir", ClusterFolder.uri(folder.highAvailability()));
        c.put("high-availability.zookeeper.client.session-timeout", "6s");
    }

    private static void prometheus(Map<String, String> c, String ports) {
        c.put("metrics.reporters", "prometheus");
        c.put("metrics.reporter.prometheus.factory.class", PrometheusEndpointFactory.class.getName());
        // a process that cannot be watched as it was asked for must not run
        c.put("metrics.reporter.prometheus.when-taken", "exit");
        c.put("metrics.reporter.prometheus.host", HOST);
        c.put("metrics.reporter.prometheus.port", ports);
    }

    private static String zooKeeper(ClusterFolder folder, int port) {
        return "tickTime=1000\ndataDir=" + folder.zooKeeperData() + "\nclientPort=" + port + "\nclientPortAddress="
                + HOST + "\nadmin.enableServer=false\n";
    }

    private static String yaml(Map<String, String> options) {
        StringBuilder text = new StringBuilder("# Written by `quorate cluster start`.\n");
        options.forEach((key, value) ->
                text.append(key).append(": '").append(value.replace("'", "''")).append("'\n"));
        return text.toString();
    }
}
