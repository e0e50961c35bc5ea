package io.quorate.job.kafka;

import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka node in this process, broker and KRaft controller, on 127.0.0.1 only.
 *
 * <p>Ports are chosen by the operating system at the first start in a folder and kept in it, so that a broker started
 * again in the same folder has the same address and the same data. Not thread-safe.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final String LOOPBACK = LoopbackPorts.HOST;
    private static final String PORTS_FILE = "quorate-broker.properties";
    private static final int START_ATTEMPTS = 3;

    private final Path dir;
    private final int wantedPort;
    private final Map<String, String> extra;
    private int port;
    private int controllerPort;
    private @Nullable KafkaRaftServer server;

    private EmbeddedBroker(Path dir, int wantedPort, Map<String, String> extra) {
        this.dir = dir.toAbsolutePath();
        this.wantedPort = wantedPort;
        this.extra = Map.copyOf(extra);
    }

    /** Starts a broker with its data in {@code dir}; throws UserError when it cannot. */
    public static EmbeddedBroker start(Path dir) {
        return start(dir, Map.of());
    }

    /**
     * Starts a broker with its data in {@code dir}; throws UserError when it cannot.
     *
     * @param extra broker properties that win over the built-in ones, e.g. {@code message.max.bytes}
     */
    public static EmbeddedBroker start(Path dir, Map<String, String> extra) {
        return start(dir, 0, extra);
    }

    /**
     * As {@link #start(Path, Map)}.
     *
     * @param wantedPort port for clients; 0 for the one it had in this folder, or at its first start a free one
     */
    public static EmbeddedBroker start(Path dir, int wantedPort, Map<String, String> extra) {
        EmbeddedBroker broker = new EmbeddedBroker(dir, wantedPort, extra);
        broker.start();
        return broker;
    }

    /** Address for clients, host:port. */
    public String bootstrap() {
        return LOOPBACK + ":" + port;
    }

    /** Starts it again after {@link #stop()}, same address and data. */
    public void start() {
        if (server != null) {
            throw new IllegalStateException("expected a stopped broker, was running at " + bootstrap());
        }
        boolean known = readPorts();
        for (int attempt = 1; server == null; attempt++) {
            if (!known) {
                choosePorts();
            }
            try {
                server = startServer();
            } catch (IOException | RuntimeException e) {
                if (known || wantedPort != 0 || attempt == START_ATTEMPTS) {
                    throw UserError.failed(
                            "expected the embedded broker to start in " + dir + " at " + bootstrap() + ", was "
                                    + RootCause.of(e),
                            e);
                }
            }
        }
        writePorts();
    }

    /** Stops it; data and address stay. Does nothing when stopped. */
    public void stop() {
        KafkaRaftServer running = server;
        server = null;
        if (running != null) {
            running.shutdown();
            running.awaitShutdown();
        }
    }

    @Override
    public void close() {
        stop();
    }

    private KafkaRaftServer startServer() throws IOException {
        Files.createDirectories(dir);
        try {
            new Formatter()
                    .setNodeId(1)
                    .setClusterId(clusterId())
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(dir.toString())
                    .addDirectory(dir.toString())
                    .setIgnoreFormatted(true)
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .run();
        } catch (Exception e) {
            throw new IOException(RootCause.of(e), e);
        }
        KafkaRaftServer starting = new KafkaRaftServer(KafkaConfig.fromProps(properties(), false), Time.SYSTEM);
        try {
            starting.startup();
        } catch (RuntimeException e) {
            starting.shutdown();
            throw e;
        }
        return starting;
    }

    private Properties properties() {
        Properties p = new Properties();
        p.put("process.roles", "broker,controller");
        p.put("node.id", "1");
        p.put("controller.quorum.voters", "1@" + LOOPBACK + ":" + controllerPort);
        p.put("listeners", "PLAINTEXT://" + bootstrap() + ",CONTROLLER://" + LOOPBACK + ":" + controllerPort);
        p.put("advertised.listeners", "PLAINTEXT://" + bootstrap());
        p.put("controller.listener.names", "CONTROLLER");
        p.put("inter.broker.listener.name", "PLAINTEXT");
        p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.put("log.dirs", dir.toString());
        p.put("auto.create.topics.enable", "false");
        p.put("offsets.topic.replication.factor", "1");
        p.put("offsets.topic.num.partitions", "1");
        p.put("transaction.state.log.replication.factor", "1");
        p.put("transaction.state.log.min.isr", "1");
        p.put("transaction.state.log.num.partitions", "4");
        p.put("share.coordinator.state.topic.replication.factor", "1");
        p.put("share.coordinator.state.topic.min.isr", "1");
        p.put("group.initial.rebalance.delay.ms", "0");
        // One node serves one process: few threads, and no 128 MB for a cleaner with next to nothing to clean.
        p.put("num.network.threads", "2");
        p.put("num.io.threads", "2");
        p.put("background.threads", "2");
        p.put("log.cleaner.dedupe.buffer.size", "4194304");
        p.put("controlled.shutdown.enable", "false");
        p.put("unstable.api.versions.enable", "false");
        p.putAll(extra);
        return p;
    }

    private String clusterId() throws IOException {
        Path meta = dir.resolve("meta.properties");
        if (!Files.exists(meta)) {
            return Uuid.randomUuid().toString();
        }
        String id = load(meta).getProperty("cluster.id");
        if (id == null) {
            throw new IOException("expected cluster.id in " + meta + ", was none");
        }
        return id;
    }

    private boolean readPorts() {
        Path file = dir.resolve(PORTS_FILE);
        if (!Files.exists(file)) {
            return false;
        }
        try {
            Properties p = load(file);
            port = Integer.parseInt(p.getProperty("port", ""));
            controllerPort = Integer.parseInt(p.getProperty("controller.port", ""));
            port = wantedPort == 0 ? port : wantedPort;
            return true;
        } catch (IOException | NumberFormatException e) {
            throw UserError.failed("expected the broker's ports in " + file + ", was unreadable", e);
        }
    }

    private void writePorts() {
        try {
            Files.writeString(dir.resolve(PORTS_FILE), "port=" + port + "\ncontroller.port=" + controllerPort + "\n");
        } catch (IOException e) {
            throw UserError.failed("expected a writable folder, was " + dir, e);
        }
    }

    private void choosePorts() {
        List<Integer> ports = LoopbackPorts.free(2);
        port = wantedPort == 0 ? ports.get(0) : wantedPort;
        controllerPort = ports.get(1);
    }

    private static Properties load(Path file) throws IOException {
        Properties p = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            p.load(in);
        }
        return p;
    }
}
