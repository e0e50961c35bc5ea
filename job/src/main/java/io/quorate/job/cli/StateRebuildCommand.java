package io.quorate.job.cli;

import io.quorate.job.fault.UserError;
import io.quorate.job.kafka.Brokers;
import io.quorate.job.replay.StateRebuild;
import io.quorate.job.savepoint.Savepoint;
import io.quorate.job.savepoint.StateDump;
import io.quorate.job.savepoint.StateRow;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The portfolios from the logs. */
@Command(
        name = "rebuild",
        description = {
            "Rebuild the state of every portfolio from the ledger, the executions and the control log alone.",
            "",
            "With --against it is compared, field by field, with a savepoint of the same run. Exit code 1 when something"
                    + " is missing, or differs."
        })
final class StateRebuildCommand implements Callable<Integer> {
    private static final int MOST_LINES = 20;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private LedgerMixin ledger = new LedgerMixin();

    @Option(
            names = "--against",
            paramLabel = "SAVEPOINT",
            description = "Savepoint or retained checkpoint up to whose heads the state is rebuilt, and compared.")
    private @Nullable String against;

    @Option(names = "--json", description = "Print the rebuilt state as `state dump --json` does.")
    private boolean json;

    @Override
    public Integer call() {
        StateDump savepoint = against == null ? null : new StateDump(read(against));
        Brokers.requireReachable(ledger.settings());
        StateRebuild.Result result = StateRebuild.run(ledger.settings(), ledger.source(), savepoint);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        for (StateRow row : result.portfolios()) {
            if (json) {
                out.println(StateText.jsonLine(row));
            }
        }
        result.problems().stream().limit(MOST_LINES).forEach(line -> err.println("error: " + line));
        (json ? err : out)
                .printf(
                        Locale.ROOT,
                        "%,d portfolios from %,d ledger records, %,d executions as logged%s; %,d problems%n",
                        result.portfolios().size(),
                        result.records(),
                        result.executions(),
                        against == null
                                ? ""
                                : String.format(
                                        Locale.ROOT, "; %,d fields compared with the savepoint", result.fields()),
                        result.problems().size());
        out.flush();
        err.flush();
        return result.problems().isEmpty() ? 0 : UserError.FAILED;
    }

    private static Savepoint read(String path) {
        try {
            return Savepoint.read(SavepointPath.of("--against", path));
        } catch (Savepoint.NoFileSystemException e) {
            throw UserError.wrongUse(
                    "--against: expected an address this process can read, was " + path + ": " + e.getMessage());
        }
    }
}
