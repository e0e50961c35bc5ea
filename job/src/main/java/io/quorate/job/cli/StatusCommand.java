package io.quorate.job.cli;

import io.quorate.job.control.ControlStatus;
import io.quorate.job.control.StatusReader;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.registry.BundleRegistry;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what the control log says: in force, pending, being loaded, refused. */
@Command(
        name = "status",
        description = "Show what is in force, pending and refused, by whom and why, from the control log.")
final class StatusCommand implements Callable<Integer> {
    private static final Duration LEAST = Duration.ofMillis(100);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private BrokerMixin given = new BrokerMixin();

    @Option(
            names = "--watch",
            arity = "0..1",
            paramLabel = "DURATION",
            fallbackValue = "2s",
            converter = DurationConverter.class,
            description = "Repeat until interrupted, each 2s unless given.")
    private @Nullable Duration watch;

    @Option(
            names = "--registry",
            paramLabel = "URI",
            description = "Show what the aliases of this registry stand for, too.")
    private @Nullable String registry;

    @Option(names = "--json", description = "Print JSON, one object each time.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        if (json && registry != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "expected --registry only without --json; registry list --json has its aliases");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (StatusReader reader = StatusReader.open(given.settings())) {
            print(reader.read(), out);
            while (watch != null) {
                Thread.sleep((watch.compareTo(LEAST) < 0 ? LEAST : watch).toMillis());
                if (!json) {
                    out.println();
                }
                print(reader.read(), out);
            }
        }
        return 0;
    }

    private void print(ControlStatus status, PrintWriter out) {
        if (json) {
            out.println(JsonText.of(status));
        } else {
            out.print(StatusText.of(status));
            if (registry != null) {
                BundleRegistry.at(registry, Settings.defaults().get(JobOptions.MODEL_MAX))
                        .aliases()
                        .values()
                        .forEach(change -> out.println("alias      " + RegistryText.of(change)));
            }
        }
        out.flush();
    }
}
