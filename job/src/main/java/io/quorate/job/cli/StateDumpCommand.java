package io.quorate.job.cli;

import io.quorate.job.savepoint.Savepoint;
import io.quorate.job.savepoint.StateDump;
import io.quorate.job.savepoint.StateRow;
import io.quorate.job.savepoint.StateSelection;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Every value of the state in a savepoint. */
@Command(
        name = "dump",
        description = {
            "Print the state in a savepoint: all of it, or of one operator, state or key.",
            "",
            "As text long lists are cut; --json prints them whole, one object a line."
        })
final class StateDumpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SavepointMixin given = new SavepointMixin();

    @Option(names = "--operator", paramLabel = "UID", description = "Only this operator, as state list names it.")
    private @Nullable String operator;

    @Option(names = "--state", paramLabel = "NAME", description = "Only states of this name.")
    private @Nullable String state;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "Only this key: a symbol, a portfolio, a topic's partition such as market-events-0.")
    private @Nullable String key;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many values, the first ones.")
    private @Nullable Integer limit;

    @Option(names = "--json", description = "Print JSON, one object a line.")
    private boolean json;

    @Override
    public Integer call() {
        if (limit != null && limit < 1) {
            throw new ParameterException(spec.commandLine(), "expected --limit of 1 or more, was " + limit);
        }
        Savepoint savepoint = given.read();
        StateDump dump = new StateDump(savepoint);
        PrintWriter err = spec.commandLine().getErr();
        dump.unread().forEach(name -> err.println("warning: nothing here reads " + name));
        StateDump.Rows found =
                dump.rows(new StateSelection(operator, state, key), limit == null ? Integer.MAX_VALUE : limit);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            for (StateRow row : found.rows()) {
                out.println(StateText.jsonLine(row));
            }
        } else {
            out.print(StateText.of(found.rows()));
        }
        out.flush();
        if (found.rows().size() < found.total()) {
            err.println("the first " + found.rows().size() + " of " + found.total() + " values");
        }
        err.flush();
        return 0;
    }
}
