package io.quorate.job.cli;

import io.quorate.job.control.ControlRequests;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks a running job to put an earlier ensemble version in force again. */
@Command(
        name = "rollback",
        description = "Ask a running job to put an earlier ensemble version in force again, and wait for the answer.")
final class RollbackCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private BrokerMixin given = new BrokerMixin();

    @Mixin
    private OriginMixin origin = new OriginMixin();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "VERSION",
            description = "Version that was in force before; `quorate status` shows the one that is.")
    private long version;

    @Option(names = "--json", description = "Print the answer as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        if (version < 0) {
            throw new picocli.CommandLine.ParameterException(
                    spec.commandLine(), "expected --to with a version >= 0, was " + version);
        }
        return Asking.ask(
                given.settings(),
                ControlRequests.rollback(version, origin.origin()),
                origin.timeout(),
                spec.commandLine().getOut(),
                json);
    }
}
