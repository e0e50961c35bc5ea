package io.quorate.job.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.job.demo.Demo;
import io.quorate.job.demo.DemoPlan;
import io.quorate.job.demo.DemoReport;
import io.quorate.job.demo.DemoScreen;
import io.quorate.job.fault.UserError;
import io.quorate.job.local.Logging;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The whole system on real trades in one process. */
@Command(
        name = "demo",
        description = {
            "Run everything on real trades: an embedded Kafka broker, a Flink cluster with its web UI, training on the"
                    + " first part, a replay of the rest through Kafka with a swap of the ensemble midway.",
            "",
            "The trades are 100,000 of Bitstamp BTC-USD, 6.67 days of 2013. Results are what they are."
        })
final class DemoCommand implements Callable<Integer> {
    private static final int LONGEST_SECONDS = 86_400;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup
    private Speed speed = new Speed();

    @Option(
            names = "--symbols",
            paramLabel = "N",
            defaultValue = "0",
            description = "Synthetic symbols beside the real one, correlated with it. Default: ${DEFAULT-VALUE}.")
    private int symbols;

    @Option(names = "--report", paramLabel = "FILE", description = "Write a JSON report.")
    private @Nullable Path report;

    @Option(names = "--json", description = "Print the report as JSON instead of the summary.")
    private boolean json;

    @Option(
            names = "--parity",
            description = "Decide everything again from the topics afterwards, by the pipeline of the backtest, and"
                    + " compare byte for byte.")
    private boolean parity;

    @Option(
            names = "--web-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "Port of the web UI on 127.0.0.1; a free one when it is taken. Default: ${DEFAULT-VALUE}.")
    private int webPort;

    @Option(
            names = "--prometheus-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Port of a Prometheus endpoint on 127.0.0.1; 0 for none. Default: ${DEFAULT-VALUE}.")
    private int prometheusPort;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "2",
            description = "Subtasks of each parallel operator. Default: ${DEFAULT-VALUE}.")
    private int parallelism;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Empty folder for broker, checkpoints, bundles and log; kept. Without it a temporary one is"
                    + " used and removed.")
    private @Nullable Path data;

    /** How fast the replay goes; 60 seconds unless told otherwise. */
    private static final class Speed {
        @Option(names = "--seconds", paramLabel = "N", description = "Wall time of the replay. Default: 60.")
        private @Nullable Integer seconds;

        @Option(names = "--rate", paramLabel = "R", description = "Average records per second, or max.")
        private @Nullable String rate;
    }

    @Override
    public Integer call() throws Exception {
        check();
        Path folder = data != null ? ownFolder(data) : Files.createTempDirectory("quorate-demo-");
        Logging.toFile(folder.resolve("demo.log"));
        try {
            DemoReport result = CleanStop.run(() -> new Demo(plan(folder), screen()).run());
            return result == null ? stopped() : finish(result);
        } finally {
            if (data == null) {
                Logging.toTerminal(false);
                Folders.remove(folder);
            }
        }
    }

    private DemoScreen screen() {
        PrintWriter out =
                json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        return new DemoScreen(out, !json && Terminal.out());
    }

    private DemoPlan plan(Path folder) {
        String rate = speed.rate;
        boolean unpaced = "max".equals(rate);
        return new DemoPlan(
                speed.seconds == null ? 60 : speed.seconds,
                rate == null || unpaced ? 0 : Double.parseDouble(rate),
                unpaced,
                symbols,
                parallelism,
                webPort,
                prometheusPort,
                folder,
                report,
                parity);
    }

    private void check() {
        range("--symbols", symbols, 0, 200);
        range("--parallelism", parallelism, 1, 16);
        range("--web-port", webPort, 0, 65_535);
        range("--prometheus-port", prometheusPort, 0, 65_535);
        if (speed.seconds != null) {
            range("--seconds", speed.seconds, 5, LONGEST_SECONDS);
        }
        if (speed.rate != null && !speed.rate.equals("max") && !speed.rate.matches("[0-9]{1,7}(\\.[0-9]+)?")) {
            throw wrongUse("--rate: expected records per second or max, was " + speed.rate);
        }
        if (speed.rate != null && speed.rate.matches("0+(\\.0+)?")) {
            throw wrongUse("--rate: expected more than 0 records per second, was " + speed.rate);
        }
        if (report != null) {
            DemoReport.requireWritable(report);
        }
    }

    private void range(String name, int value, int from, int to) {
        if (value < from || value > to) {
            throw wrongUse(name + ": expected " + from + " to " + to + ", was " + value);
        }
    }

    private ParameterException wrongUse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private Path ownFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw wrongUse("--data: expected an empty folder, was " + folder + " with files in it");
            }
        }
        return folder;
    }

    private Integer stopped() {
        spec.commandLine().getErr().println("stopped");
        spec.commandLine().getErr().flush();
        return 0;
    }

    private Integer finish(DemoReport result) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (report != null) {
            result.write(report);
        }
        if (json) {
            out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(result.json()));
        } else {
            result.summary().forEach(out::println);
        }
        out.flush();
        List<String> disagreements = result.disagreements();
        if (!disagreements.isEmpty()) {
            throw UserError.failed("the counts disagree: " + String.join("; ", disagreements));
        }
        return 0;
    }
}
