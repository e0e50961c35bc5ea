package io.quorate.job.cli;

import io.quorate.job.control.ControlRequests;
import io.quorate.job.control.EpochStatus;
import io.quorate.job.control.StatusReader;
import io.quorate.job.fault.UserError;
import io.quorate.job.options.Settings;
import io.quorate.schema.control.EnsembleSpec;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks a running job to put the shadow's bundle in force. */
@Command(
        name = "promote",
        description = {
            "Ask a running job to put the bundle of the shadow in force, and wait for the answer.",
            "",
            "The shadow goes on until publish --shadow --stop."
        })
final class PromoteCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private BrokerMixin given = new BrokerMixin();

    @Mixin
    private OriginMixin origin = new OriginMixin();

    @Option(names = "--json", description = "Print the answer as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Settings settings = given.settings();
        return Asking.ask(
                settings,
                ControlRequests.ensemble(shadow(settings), origin.origin()),
                origin.timeout(),
                spec.commandLine().getOut(),
                json);
    }

    private static EnsembleSpec shadow(Settings settings) {
        try (StatusReader reader = StatusReader.open(settings)) {
            @Nullable EpochStatus shadow = reader.read().shadow();
            EnsembleSpec bundle = shadow == null ? null : shadow.ensemble();
            if (bundle == null) {
                throw UserError.failed("expected a shadow in force, was none; publish --shadow starts one");
            }
            return bundle;
        }
    }
}
