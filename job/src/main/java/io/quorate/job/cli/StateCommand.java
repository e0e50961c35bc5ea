package io.quorate.job.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks into savepoints and retained checkpoints. */
@Command(
        name = "state",
        description = "Look into the state of a savepoint or retained checkpoint; no job and no broker is needed.",
        subcommands = {StateListCommand.class, StateDumpCommand.class})
final class StateCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected list or dump, was none");
    }
}
