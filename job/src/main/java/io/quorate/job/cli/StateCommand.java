package io.quorate.job.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks into savepoints and retained checkpoints. */
@Command(
        name = "state",
        description = "Look into the state of a savepoint or retained checkpoint, and rebuild it from the logs.",
        subcommands = {StateListCommand.class, StateDumpCommand.class, StateRebuildCommand.class})
final class StateCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected list, dump or rebuild, was none");
    }
}
