package io.quorate.job.replay;

import io.quorate.backtest.PipelineSink;
import io.quorate.ensemble.ModelShelf;
import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.replay.LedgerPick.Found;
import io.quorate.job.replay.LedgerPick.Picked;
import io.quorate.job.replay.ReplayVerdict.Verdict;
import io.quorate.job.topology.JobSetup;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.LedgerEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes decisions again: the market topic from its start and the control log through the plain pipeline, until the last
 * decision that is wanted. Everything before a decision is made again too, since its book and its place in the chain come
 * from there. Not thread-safe.
 */
public final class Replay implements PipelineSink {
    private final Settings settings;
    private final Map<String, Picked> wanted = new HashMap<>();
    private final Map<String, Again> again = new HashMap<>();
    private final List<String> incomplete = new ArrayList<>();
    private @Nullable Decision last;
    private long marketRecords;
    private long reachedMs = Long.MIN_VALUE;

    /**
     * A decision that was made again.
     *
     * @param decision with its prediction and every feature
     * @param entry its ledger record
     */
    public record Again(Decision decision, LedgerEntry entry) {}

    private Replay(Settings settings) {
        this.settings = settings;
    }

    /** Makes the decisions again and holds each against its bytes in the ledger. */
    public static ReplayReport run(Settings settings, Found found) {
        long startNanos = System.nanoTime();
        Replay replay = new Replay(chain(settings, found));
        List<Picked> same =
                found.picked().stream().filter(p -> replay.mismatch(p) == null).toList();
        if (!same.isEmpty()) {
            replay.read(same);
        }
        List<ReplayVerdict> verdicts = new ArrayList<>();
        TreeSet<Long> ensembles = new TreeSet<>();
        for (Picked p : found.picked()) {
            verdicts.add(replay.verdict(p));
            ensembles.add(p.decision().ensembleVersion());
        }
        for (String id : found.absent()) {
            verdicts.add(new ReplayVerdict(id, "", -1, 0, Verdict.MISSING, "expected it in the ledger, was none"));
        }
        return ReplayReport.of(
                verdicts,
                replay.incomplete,
                List.copyOf(ensembles),
                replay.marketRecords,
                (System.nanoTime() - startNanos) / 1_000_000);
    }

    /** Makes one decision again, with its features; throws UserError that says what is missing. */
    public static Again one(Settings settings, Found found) {
        Picked picked = found.picked().get(0);
        Replay replay = new Replay(chain(settings, found));
        String mismatch = replay.mismatch(picked);
        if (mismatch != null) {
            throw UserError.failed(
                    "expected the logs to give decision " + picked.decision().id() + ", was " + mismatch);
        }
        replay.read(List.of(picked));
        Again made = replay.again.get(
                place(picked.record().portfolio(), picked.record().index()));
        if (made == null) {
            throw UserError.failed("expected the logs to give decision "
                    + picked.decision().id() + ", was " + replay.verdict(picked).detail());
        }
        return made;
    }

    /** The settings under the run id that began the chains: it is in their first records. */
    private static Settings chain(Settings settings, Found found) {
        return found.runIds().size() == 1
                ? settings.with(JobOptions.RUN_ID, found.runIds().iterator().next())
                : settings;
    }

    private @Nullable String mismatch(Picked p) {
        String own = settings.configHash();
        return p.decision().configHash().equals(own)
                ? null
                : "the options it was decided with: expected config hash "
                        + p.decision().configHash() + ", was " + own
                        + " of these settings; give the job's own --config";
    }

    private void read(List<Picked> picked) {
        picked.forEach(p -> wanted.put(place(p.record().portfolio(), p.record().index()), p));
        ControlLogFile log = ControlLogFile.read(settings);
        incomplete.addAll(RecordedMarket.deleted(settings, log));
        try {
            marketRecords = RecordedMarket.decide(settings, log, this, wanted::isEmpty);
        } catch (UserError e) {
            throw e;
        } catch (RuntimeException e) {
            // a bundle that is gone, a control log that does not belong to the market: what came before stands
            incomplete.add(RootCause.of(e));
        }
    }

    /** Where bundles are fetched from, as a job has it. */
    static ModelShelf shelf(Settings settings) {
        return JobSetup.models(settings).open();
    }

    @Override
    public void decision(Decision decision, long ledgerIndex) {
        last = decision;
        reachedMs = Math.max(reachedMs, decision.tsMs());
    }

    @Override
    public void ledger(LedgerEntry entry) {
        String place = place(entry.portfolio(), entry.index());
        Decision decision = last;
        if (decision != null && wanted.remove(place) != null) {
            again.put(place, new Again(decision, entry));
        }
    }

    private ReplayVerdict verdict(Picked p) {
        String mismatch = mismatch(p);
        Again made = again.get(place(p.record().portfolio(), p.record().index()));
        if (mismatch != null || made == null) {
            return of(p, Verdict.MISSING, mismatch != null ? mismatch : "the logs end before it" + reasons());
        }
        String difference = LedgerDifference.of(p.line().value(), made.entry().value());
        if (difference == null) {
            return of(p, Verdict.EQUAL, "");
        }
        return incomplete.isEmpty()
                ? of(p, Verdict.DIFFERS, difference)
                : of(p, Verdict.MISSING, String.join("; ", incomplete));
    }

    private String reasons() {
        String reached = reachedMs == Long.MIN_VALUE ? ", at no decision" : ", at event time " + reachedMs;
        return reached + (incomplete.isEmpty() ? "" : ": " + String.join("; ", incomplete));
    }

    private static ReplayVerdict of(Picked p, Verdict verdict, String detail) {
        return new ReplayVerdict(
                p.decision().id(),
                p.record().portfolio(),
                p.record().index(),
                p.record().tsMs(),
                verdict,
                detail);
    }

    private static String place(String portfolio, long index) {
        return portfolio + "#" + index;
    }
}
