package io.quorate.job.scenario;

import io.quorate.job.options.Settings;
import java.util.List;
import java.util.Map;

/**
 * The moment between pre-commit and commit: a checkpoint is complete, so the ledger records before its barrier are
 * pre-committed, and a reader of committed records does not see them.
 */
public final class UncommittedLedger implements Crash.Moment {

    private final Settings settings;
    private volatile int atLeast = Integer.MAX_VALUE;
    private volatile CommittedLedger committed = new CommittedLedger(List.of());

    /** Of the ledger these settings name. */
    public UncommittedLedger(Settings settings) {
        this.settings = settings;
    }

    /** Waits for the moment from now on, as soon as that many records are committed. */
    public void from(int committedRecords) {
        atLeast = committedRecords;
    }

    @Override
    public boolean now(Crash.At at, Crash.Progress progress) {
        if (at != Crash.At.CHECKPOINT_COMPLETE || atLeast == Integer.MAX_VALUE) {
            return false;
        }
        CommittedLedger seen = CommittedLedger.read(settings);
        Map<String, Long> visible = seen.sizes();
        // each decision before the barrier has a record, and each chain its GENESIS
        boolean behind = progress.sealed().entrySet().stream()
                .anyMatch(e -> visible.getOrDefault(e.getKey(), 0L) < e.getValue() + 1);
        if (!behind || seen.records().size() < atLeast) {
            return false;
        }
        committed = seen;
        return true;
    }

    /** What was committed at that moment. */
    public List<byte[]> committed() {
        return committed.records();
    }
}
