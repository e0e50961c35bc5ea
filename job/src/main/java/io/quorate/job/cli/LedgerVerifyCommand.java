package io.quorate.job.cli;

import io.quorate.job.fault.UserError;
import io.quorate.job.ledger.ChainHead;
import io.quorate.job.ledger.ChainReport;
import io.quorate.job.ledger.ChainWalk;
import io.quorate.job.ledger.HeadsFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether every chain of a ledger is whole. */
@Command(
        name = "verify",
        description = {
            "Walk the chain of every portfolio and name the first bad record of each.",
            "",
            "Shows records that were changed, removed, moved or repeated, and a second chain of a portfolio. A chain that"
                    + " was cut at its end, or written anew, is shown by --head. Exit code 1 when a chain is broken."
        })
final class LedgerVerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private LedgerMixin ledger = new LedgerMixin();

    @Option(names = "--head", paramLabel = "FILE", description = "Heads that `ledger anchor` wrote before.")
    private @Nullable Path head;

    @Option(
            names = "--key",
            paramLabel = "PEM",
            description = "Public Ed25519 key; the heads must be signed by its private one.")
    private @Nullable Path key;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        ChainReport report = ChainWalk.of(ledger.source(), anchored());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonText.of(report));
        } else {
            for (ChainHead chain : report.heads()) {
                out.printf(Locale.ROOT, "%-24s %,12d  %s%n", chain.portfolio(), chain.index(), chain.hash());
            }
            report.faults().forEach(fault -> out.println("BROKEN " + fault.line()));
            out.printf(
                    Locale.ROOT,
                    "%,d records of %,d portfolios, %s%n",
                    report.records(),
                    report.heads().size(),
                    report.isSound() ? "sound" : report.faults().size() + " faults");
        }
        out.flush();
        return report.isSound() ? 0 : UserError.FAILED;
    }

    private List<ChainHead> anchored() {
        if (head == null) {
            if (key != null) {
                throw new ParameterException(spec.commandLine(), "expected --head with --key, was none");
            }
            return List.of();
        }
        HeadsFile heads = HeadsFile.read(head);
        if (key != null) {
            heads.requireSignedBy(key, head);
        }
        return heads.heads();
    }
}
