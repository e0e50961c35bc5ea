package io.quorate.job.cluster;

import io.quorate.job.fault.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A local Kafka broker as a process, seen from outside: one folder, the same address every time it is started. */
public final class BrokerNode {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_MS = 50;

    private final Path root;
    private final JavaProcess process;

    private BrokerNode(Path root) {
        this.root = root;
        this.process = JavaProcess.in(root, "broker");
    }

    public static BrokerNode in(Path root) {
        return new BrokerNode(root.toAbsolutePath().normalize());
    }

    /**
     * Starts it when it does not run and returns when it serves. Throws UserError when it cannot.
     *
     * @param port wanted on 127.0.0.1; 0 for the one it had, or a free one at its first start
     * @param properties broker properties that win over the built-in ones
     */
    public void start(int port, Map<String, String> properties) throws InterruptedException {
        if (process.isAlive()) {
            return;
        }
        Path data = root.resolve("data");
        Path ready = data.resolve(BrokerProcess.READY);
        try {
            Files.createDirectories(data);
            Files.deleteIfExists(ready);
        } catch (IOException e) {
            throw UserError.failed("expected a writable folder, was " + data, e);
        }
        List<String> arguments = new ArrayList<>(List.of(data.toString(), Integer.toString(port)));
        new TreeMap<>(properties).forEach((key, value) -> arguments.add(key + "=" + value));
        process.start(
                Installation.here().keptIn(root.resolve("lib")).brokerClasspath(),
                List.of("-Xmx512m", "-XX:+UseG1GC"),
                BrokerProcess.class.getName(),
                arguments);
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(ready)) {
            if (!process.isAlive()) {
                throw UserError.failed("expected the broker to run, was ended: "
                        + process.lastWords().replaceFirst("^error: ", "") + "; see " + process.log());
            }
            if (System.nanoTime() > deadlineNanos) {
                throw UserError.failed(
                        "expected the broker to serve within " + PATIENCE.toSeconds() + " s, see " + process.log());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }

    /** Address for clients, host:port, of a running one; null when it is stopped. */
    public @Nullable String bootstrap() {
        Path ready = root.resolve("data").resolve(BrokerProcess.READY);
        try {
            return process.isAlive() && Files.exists(ready)
                    ? Files.readString(ready).strip()
                    : null;
        } catch (IOException e) {
            throw UserError.failed("expected the broker's address in " + ready, e);
        }
    }

    public JavaProcess process() {
        return process;
    }

    /** Ends it in order; false when it did not run. Data and address stay. */
    public boolean stop() throws InterruptedException {
        return process.stop();
    }
}
