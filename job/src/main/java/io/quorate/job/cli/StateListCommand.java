package io.quorate.job.cli;

import io.quorate.job.savepoint.StateList;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a savepoint consists of. */
@Command(
        name = "list",
        description = "Show the operators of a savepoint: parallelism, size, keys, and which states they have.")
final class StateListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SavepointMixin given = new SavepointMixin();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        StateList list = StateList.of(given.read());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonText.of(list));
        } else {
            out.print(StateText.of(list));
        }
        out.flush();
        return 0;
    }
}
