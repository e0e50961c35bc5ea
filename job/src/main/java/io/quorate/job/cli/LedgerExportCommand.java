package io.quorate.job.cli;

import io.quorate.job.fault.UserError;
import io.quorate.job.ledger.ChainReport;
import io.quorate.job.ledger.ChainWalk;
import io.quorate.job.ledger.LedgerExport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The committed ledger to files. */
@Command(
        name = "export",
        description = {
            "Write the committed ledger to files, every partition, each portfolio in the order of its chain.",
            "",
            "A file ending in .jsonl or .parquet takes all of it; a folder gets a file per portfolio. The chains are"
                    + " verified on the way; exit code 1 when one is broken, the files are written all the same."
        })
final class LedgerExportCommand implements Callable<Integer> {

    /** How a folder's files are written. */
    enum Format {
        JSONL,
        PARQUET
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private LedgerMixin ledger = new LedgerMixin();

    @Option(names = "--output", paramLabel = "FILE|DIR", required = true, description = "Where to write.")
    private Path output = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "jsonl|parquet",
            defaultValue = "parquet",
            description = "Of the files in a folder. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.PARQUET;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        boolean one = output.toString().matches(".*\\.(jsonl|parquet)");
        ChainWalk walk = new ChainWalk();
        int files;
        try (LedgerExport export =
                new LedgerExport(output, one ? null : format.name().toLowerCase(Locale.ROOT))) {
            ledger.source().forEach(line -> export.add(line, walk.accept(line)));
            files = export.commit();
        }
        ChainReport report = walk.report();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonText.of(report));
        } else {
            out.printf(
                    Locale.ROOT,
                    "%,d records of %,d portfolios to %,d files in %s%n",
                    report.records(),
                    report.heads().size(),
                    files,
                    output);
        }
        out.flush();
        report.faults().forEach(fault -> spec.commandLine().getErr().println("error: " + fault.line()));
        spec.commandLine().getErr().flush();
        return report.isSound() ? 0 : UserError.FAILED;
    }
}
