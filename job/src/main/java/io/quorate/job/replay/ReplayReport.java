package io.quorate.job.replay;

import io.quorate.job.replay.ReplayVerdict.Verdict;
import java.util.List;

/**
 * A replay.
 *
 * @param equal decisions with equal bytes
 * @param differing decisions with other bytes
 * @param missing decisions that could not be made again
 * @param incomplete what the logs do not hold any more
 * @param ensembles versions that scored them
 * @param marketRecords market records read
 * @param elapsedMs wall time, the ledger's walk included
 * @param decisions each of them
 */
public record ReplayReport(
        long equal,
        long differing,
        long missing,
        List<String> incomplete,
        List<Long> ensembles,
        long marketRecords,
        long elapsedMs,
        List<ReplayVerdict> decisions) {
    public ReplayReport {
        incomplete = List.copyOf(incomplete);
        ensembles = List.copyOf(ensembles);
        decisions = List.copyOf(decisions);
    }

    static ReplayReport of(
            List<ReplayVerdict> decisions,
            List<String> incomplete,
            List<Long> ensembles,
            long marketRecords,
            long elapsedMs) {
        return new ReplayReport(
                count(decisions, Verdict.EQUAL),
                count(decisions, Verdict.DIFFERS),
                count(decisions, Verdict.MISSING),
                incomplete,
                ensembles,
                marketRecords,
                elapsedMs,
                decisions);
    }

    private static long count(List<ReplayVerdict> decisions, Verdict verdict) {
        return decisions.stream().filter(d -> d.verdict() == verdict).count();
    }

    /** Every decision that was asked for was made again, with the same bytes. */
    public boolean allEqual() {
        return differing == 0 && missing == 0;
    }
}
