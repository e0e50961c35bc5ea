package io.quorate.job.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Carries decisions to an external venue. */
@Command(
        name = "venue",
        description = "Carry decisions to an external venue.",
        subcommands = {VenueRunCommand.class})
final class VenueCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected run, was none");
    }
}
