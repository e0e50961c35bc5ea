package io.quorate.job.cli;

import io.quorate.job.cluster.BrokerNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A Kafka broker as a process on this machine. */
@Command(
        name = "broker",
        description = "A local Kafka broker (KRaft, one node) as a separate process, bound to 127.0.0.1.")
final class BrokerCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected start, status or stop, was none");
    }

    /** {@code --dir}: which broker is meant. */
    private static final class Folder {
        @Option(
                names = "--dir",
                paramLabel = "DIR",
                defaultValue = "data/broker",
                description = "Folder of its data and log. Default: ${DEFAULT-VALUE}.")
        private Path folder = Path.of("data", "broker");

        private BrokerNode node() {
            return BrokerNode.in(folder);
        }
    }

    @Command(name = "start", description = "Start it when it does not run, and wait until it serves.")
    int start(
            @picocli.CommandLine.Mixin Folder folder,
            @Option(
                            names = "--port",
                            paramLabel = "PORT",
                            defaultValue = "9092",
                            description = "Port for clients; 0 for the one it had, or a free one."
                                    + " Default: ${DEFAULT-VALUE}.")
                    int port,
            @Option(names = "-D", paramLabel = "KEY=VALUE", description = "A broker property; repeatable.")
                    Map<String, String> properties)
            throws InterruptedException {
        BrokerNode node = folder.node();
        node.start(port, properties == null ? Map.of() : properties);
        say("broker " + node.bootstrap());
        say("log    " + node.process().log());
        return 0;
    }

    @Command(name = "status", description = "Show its address.")
    int status(@picocli.CommandLine.Mixin Folder folder) {
        String address = folder.node().bootstrap();
        say(address == null ? "stopped" : "broker " + address);
        return address == null ? 1 : 0;
    }

    @Command(name = "stop", description = "End it. Its topics are kept.")
    int stop(@picocli.CommandLine.Mixin Folder folder) throws InterruptedException {
        say(folder.node().stop() ? "stopped" : "nothing ran");
        return 0;
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
