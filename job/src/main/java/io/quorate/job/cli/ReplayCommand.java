package io.quorate.job.cli;

import io.quorate.job.fault.UserError;
import io.quorate.job.kafka.Brokers;
import io.quorate.job.ledger.LedgerSource;
import io.quorate.job.replay.LedgerPick;
import io.quorate.job.replay.Replay;
import io.quorate.job.replay.ReplayReport;
import io.quorate.job.replay.ReplayVerdict;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
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

/** Decisions again, from the logs. */
@Command(
        name = "replay",
        description = {
            "Make decisions again from the market topic and the control log, and hold them against the ledger byte for"
                    + " byte.",
            "",
            "Give ids, or --portfolio, or --sample; many are made in one pass. The options that decide must be those of"
                    + " the job (--config). Exit code 1 when one differs, or when something it is made from is missing."
        })
final class ReplayCommand implements Callable<Integer> {
    private static final int MOST_LINES = 20;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private LedgerMixin ledger = new LedgerMixin();

    @Option(names = "--decision", paramLabel = "ID", description = "Id of a decision; repeatable.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--portfolio", paramLabel = "NAME", description = "Only decisions of this portfolio.")
    private @Nullable String portfolio;

    @Option(names = "--from", paramLabel = "INDEX", defaultValue = "0", description = "Only from this ledger index on.")
    private long from;

    @Option(names = "--sample", paramLabel = "N", defaultValue = "0", description = "So many of them, at random.")
    private int sample;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Seed of the random choice. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        check();
        Brokers.requireReachable(ledger.settings());
        LedgerSource source = ledger.source();
        LedgerPick.Found found =
                LedgerPick.find(source, new LedgerPick.Query(new LinkedHashSet<>(ids), portfolio, from, sample, seed));
        if (found.picked().isEmpty() && found.absent().isEmpty()) {
            throw UserError.failed(
                    "expected decisions in the ledger, was none of that kind in " + found.records() + " records");
        }
        ReplayReport report = Replay.run(ledger.settings(), found);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonText.of(report));
        } else {
            print(report, out);
        }
        out.flush();
        return report.allEqual() ? 0 : UserError.FAILED;
    }

    private void check() {
        if (ids.isEmpty() && portfolio == null && sample == 0) {
            throw new ParameterException(
                    spec.commandLine(), "expected --decision, --portfolio or --sample, was none of them");
        }
        if (sample < 0 || from < 0) {
            throw new ParameterException(spec.commandLine(), "expected --sample and --from of 0 or more, was less");
        }
        for (String id : ids) {
            if (!id.matches("[0-9a-f]{32}")) {
                throw new ParameterException(
                        spec.commandLine(), "expected --decision of 32 digits 0-9a-f, was '" + id + "'");
            }
        }
    }

    private void print(ReplayReport report, PrintWriter out) {
        List<ReplayVerdict> shown = ids.isEmpty()
                ? report.decisions().stream()
                        .filter(d -> d.verdict() != ReplayVerdict.Verdict.EQUAL)
                        .limit(MOST_LINES)
                        .toList()
                : report.decisions();
        for (ReplayVerdict d : shown) {
            out.printf(
                    Locale.ROOT,
                    "%s %-12s %8d  %s%s%n",
                    d.id(),
                    d.portfolio(),
                    d.index(),
                    d.verdict(),
                    d.detail().isEmpty() ? "" : "  " + d.detail());
        }
        out.printf(
                Locale.ROOT,
                "%,d decisions of ensembles %s: %,d byte-equal, %,d differ, %,d missing; %,d market records, %.1f s%n",
                report.decisions().size(),
                report.ensembles(),
                report.equal(),
                report.differing(),
                report.missing(),
                report.marketRecords(),
                report.elapsedMs() / 1e3);
    }
}
