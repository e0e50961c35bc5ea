package io.quorate.job.cluster;

import io.quorate.job.fault.RootCause;
import io.quorate.job.kafka.EmbeddedBroker;
import io.quorate.job.local.Logging;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** Main class of a Kafka broker that is a process of its own: folder, port or 0, then key=value properties. */
public final class BrokerProcess {
    /** File with the broker's address, there while it serves. */
    static final String READY = "address";

    private BrokerProcess() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Logging.toTerminal(true);
        EmbeddedBroker broker;
        try {
            broker = EmbeddedBroker.start(
                    folder,
                    Integer.parseInt(args[1]),
                    List.of(args).subList(2, args.length).stream()
                            .map(property -> property.split("=", 2))
                            .collect(Collectors.toMap(p -> p[0], p -> p[1])));
        } catch (RuntimeException e) {
            System.out.println("error: " + RootCause.oneLine(e.getMessage()));
            System.exit(1);
            return;
        }
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            broker.stop();
                            ended.countDown();
                        },
                        "broker-stop"));
        Path ready = folder.resolve(READY);
        Files.writeString(ready.resolveSibling(READY + ".new"), broker.bootstrap());
        Files.move(ready.resolveSibling(READY + ".new"), ready, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        ended.await();
    }
}
