package io.quorate.job.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A run held against what the plain pipeline decides on its topics.
 *
 * @param equal nothing differs, and there was something to compare
 * @param decisions the decisions topic
 * @param ledger the committed ledger; null when it was not compared
 * @param backtest the decisions topic against what the threads of the backtest decide
 * @param covered what happened in the compared stretch
 * @param differences the first places that differ
 * @param problems why the decisions could not all be made again
 * @param marketRecords market records read
 * @param elapsedMs wall time
 */
public record ParityReport(
        boolean equal,
        ParityCounts decisions,
        @Nullable ParityCounts ledger,
        ParityCounts backtest,
        ParityCover covered,
        List<ParityDifference> differences,
        List<String> problems,
        long marketRecords,
        long elapsedMs) {
    public ParityReport {
        differences = List.copyOf(differences);
        problems = List.copyOf(problems);
    }

    /** The report in a few lines for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(text(
                "market       %,d records in %.1f s; decisions from %s to %s",
                marketRecords,
                elapsedMs / 1e3,
                Instant.ofEpochMilli(covered.fromMs()),
                Instant.ofEpochMilli(covered.toMs())));
        lines.add(text(
                "covered      %d swaps (ensembles %s), %,d weight updates in force in decisions, of %,d windows made"
                        + " again and %,d in the log",
                covered.swaps(),
                covered.ensembles(),
                covered.weightUpdates(),
                covered.weightWindows(),
                covered.weightWindowsLogged()));
        lines.add("             control " + covered.requests() + "; decisions " + covered.triggers() + " "
                + covered.outcomes());
        lines.add(line("decisions", decisions));
        ParityCounts books = ledger;
        if (books != null) {
            lines.add(line("ledger", books));
        }
        lines.add(line("backtest", backtest));
        for (ParityDifference d : differences) {
            lines.add(text(
                    "%-12s %s %s index %d %s at %d%s",
                    d.verdict(),
                    d.topic(),
                    d.portfolio(),
                    d.index(),
                    d.symbol(),
                    d.tsMs(),
                    d.detail().isEmpty() ? "" : ": " + d.detail()));
        }
        problems.forEach(problem -> lines.add("problem      " + problem));
        lines.add(text("parity       %,d differing decisions", differing()));
        return lines;
    }

    /** Decisions that are not the same in the run and made again, by the plain pipeline or by the backtest's threads. */
    public long differing() {
        return Math.max(decisions.off(), backtest.off());
    }

    private static String line(String name, ParityCounts c) {
        return text(
                "%-12s %,d recorded (%,d repeats), %,d made again: %,d byte-equal, %,d differ, %,d missing, %,d extra%s",
                name,
                c.recorded(),
                c.repeats(),
                c.again(),
                c.equal(),
                c.differing(),
                c.missing(),
                c.extra(),
                c.conflicts() == 0 ? "" : text(", %,d recorded twice with other bytes", c.conflicts()));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
