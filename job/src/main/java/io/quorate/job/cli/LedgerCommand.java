package io.quorate.job.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks after the ledger from outside. */
@Command(
        name = "ledger",
        description = "Export the ledger, verify its chains, and anchor their heads.",
        subcommands = {LedgerExportCommand.class, LedgerVerifyCommand.class, LedgerAnchorCommand.class})
final class LedgerCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected export, verify or anchor, was none");
    }
}
