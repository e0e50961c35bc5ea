package io.quorate.job.cli;

import io.quorate.job.fault.UserError;
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
import picocli.CommandLine.Spec;

/** How far each chain has got, written down away from the ledger. */
@Command(
        name = "anchor",
        description = {
            "Verify the ledger and write how far each chain has got: portfolio, index, hash.",
            "",
            "Keep the file where whoever can change the ledger cannot: verify --head then shows a cut or rewritten chain."
                    + " With --previous the chains must also pass through heads anchored before."
        })
final class LedgerAnchorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private LedgerMixin ledger = new LedgerMixin();

    @Option(names = "--output", paramLabel = "FILE", required = true, description = "File of heads to write.")
    private Path output = Path.of("");

    @Option(names = "--previous", paramLabel = "FILE", description = "Heads anchored before, which must still hold.")
    private @Nullable Path previous;

    @Option(
            names = "--sign",
            paramLabel = "PEM",
            description = "Private Ed25519 key to sign the heads with (openssl genpkey -algorithm ed25519).")
    private @Nullable Path sign;

    @Override
    public Integer call() {
        ChainReport report = ChainWalk.of(
                ledger.source(),
                previous == null ? List.of() : HeadsFile.read(previous).heads());
        if (!report.isSound()) {
            throw UserError.failed("expected a sound ledger to anchor, was "
                    + report.faults().get(0).line());
        }
        HeadsFile heads = HeadsFile.of(report.heads());
        (sign == null ? heads : heads.signed(sign)).write(output);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "heads of %,d portfolios after %,d records in %s%s%n",
                report.heads().size(),
                report.records(),
                output,
                sign == null ? "" : ", signed");
        out.flush();
        return 0;
    }
}
