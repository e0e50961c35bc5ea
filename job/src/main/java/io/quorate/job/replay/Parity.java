package io.quorate.job.replay;

import io.quorate.backtest.PipelineSink;
import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import io.quorate.job.kafka.TopicReader;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.replay.ParityTopic.Place;
import io.quorate.schema.codec.CodecException;
import io.quorate.schema.codec.DecisionCodec;
import io.quorate.schema.codec.LedgerDecoder;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.WeightsSpec;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.LeanDecision;
import io.quorate.schema.decision.LedgerEntry;
import io.quorate.schema.decision.LedgerRecord;
import io.quorate.schema.decision.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Holds a run against the backtest: the whole market topic is decided again under the control log, by the plain pipeline
 * and by the backtest's threads, and every decision and ledger record is compared byte for byte with what the run wrote.
 */
public final class Parity implements PipelineSink {
    private final long untilMs;
    private final ControlBook book;
    private final ParityTopic decisions;
    private final ParityTopic ledger;
    private final ParityTopic backtested;
    private final boolean withLedger;
    private final Set<Long> swapsMs = new TreeSet<>();
    private final Set<Long> ensembles = new TreeSet<>();
    private final Set<String> weightUpdates = new TreeSet<>();
    private final Map<String, Long> triggers = new TreeMap<>();
    private final Map<String, Long> outcomes = new TreeMap<>();
    private long weightWindows;
    private long fromMs;
    private long toMs;

    private Parity(Settings settings, ControlLogFile log, boolean withLedger, long untilMs, Set<String> runIds) {
        this.untilMs = untilMs;
        this.withLedger = withLedger;
        this.book = ControlBook.of(log.records());
        this.decisions = new ParityTopic(
                settings.get(JobOptions.DECISIONS), TopicReader.uncommitted(settings), Parity::decisionPlace, untilMs);
        this.backtested = new ParityTopic(
                settings.get(JobOptions.DECISIONS), TopicReader.uncommitted(settings), Parity::decisionPlace, untilMs);
        this.ledger = new ParityTopic(
                settings.get(JobOptions.LEDGER),
                TopicReader.committed(settings),
                value -> ledgerPlace(value, settings.configHash(), runIds),
                untilMs);
    }

    /**
     * Compares a run with what its topics lead to.
     *
     * @param settings of the job: the options that decide must be its own
     * @param withLedger whether the committed ledger is compared, too
     * @param threads of the backtest
     * @param untilMs event time behind which nothing is compared; {@link Long#MAX_VALUE} for all there is
     */
    public static ParityReport run(Settings settings, boolean withLedger, int threads, long untilMs) {
        long startNanos = System.nanoTime();
        Set<String> runIds = new TreeSet<>();
        ControlLogFile log = ControlLogFile.read(settings);
        Parity parity = new Parity(settings, log, withLedger, untilMs, runIds);
        parity.decisions.read();
        if (parity.decisions.recorded() == 0) {
            throw UserError.failed("expected decisions in " + settings.get(JobOptions.DECISIONS) + ", was none");
        }
        parity.backtested.read();
        if (withLedger) {
            parity.ledger.read();
        }
        List<String> problems = new ArrayList<>(RecordedMarket.deleted(settings, log));
        long market = 0;
        try {
            // the run that began the chains is in their first records
            Settings own = runIds.size() == 1
                    ? settings.with(JobOptions.RUN_ID, runIds.iterator().next())
                    : settings;
            market = RecordedMarket.decide(own, log, parity, () -> false);
            RecordedMarket.backtest(own, log, threads, parity::backtested);
        } catch (UserError e) {
            throw e;
        } catch (RuntimeException e) {
            // a bundle that is gone, weights that are not those of the log: what came before was compared
            problems.add(RootCause.of(e));
        }
        return parity.report(log, problems, market, (System.nanoTime() - startNanos) / 1_000_000);
    }

    private static Place decisionPlace(byte[] value) throws CodecException {
        LeanDecision d = DecisionCodec.decode(value);
        return new Place(d.portfolio(), d.ledgerIndex(), d.tsMs(), d.symbol());
    }

    private static Place ledgerPlace(byte[] value, String configHash, Set<String> runIds) throws CodecException {
        LedgerRecord r = LedgerDecoder.decode(value);
        Decision d = r.decision();
        if (d == null) {
            runIds.add(r.runId());
        } else if (!d.configHash().equals(configHash)) {
            throw UserError.failed("the options of the run: expected config hash " + d.configHash() + ", was "
                    + configHash + " of these settings; give the job's own --config");
        }
        return new Place(r.portfolio(), r.index(), r.tsMs(), d == null ? "" : d.symbol());
    }

    @Override
    public void decision(Decision d, long ledgerIndex) {
        decisions.made(new Place(d.portfolio(), ledgerIndex, d.tsMs(), d.symbol()), DecisionCodec.lean(d, ledgerIndex));
        if (d.tsMs() <= untilMs) {
            cover(d);
        }
    }

    /** Portfolios decide side by side. */
    private synchronized void backtested(Decision d, long ledgerIndex) {
        backtested.made(
                new Place(d.portfolio(), ledgerIndex, d.tsMs(), d.symbol()), DecisionCodec.lean(d, ledgerIndex));
    }

    private void cover(Decision d) {
        fromMs = fromMs == 0 ? d.tsMs() : Math.min(fromMs, d.tsMs());
        toMs = Math.max(toMs, d.tsMs());
        triggers.merge(d.trigger().name(), 1L, Long::sum);
        outcomes.merge(d.outcome().name(), 1L, Long::sum);
        if (d.trigger() == Trigger.SAMPLE && d.ensembleVersion() >= 0) {
            ControlRecord epoch = book.epochs().ensembleAt(d.tsMs());
            if (epoch != null) {
                swapsMs.add(epoch.effectiveFromMs());
            }
            ensembles.add(d.ensembleVersion());
            if (d.weightsVersion() >= 0) {
                weightUpdates.add(d.ensembleVersion() + "#" + d.weightsVersion());
            }
        }
    }

    @Override
    public void ledger(LedgerEntry entry) {
        if (withLedger) {
            ledger.made(new Place(entry.portfolio(), entry.index(), entry.tsMs(), ""), entry.value());
        }
    }

    @Override
    public void weights(WeightsSpec spec) {
        weightWindows++;
    }

    private ParityReport report(ControlLogFile log, List<String> problems, long market, long elapsedMs) {
        Map<String, Integer> requests = new TreeMap<>();
        Set<Long> logged = new TreeSet<>();
        for (ControlRecord r : log.records()) {
            WeightsSpec weights = r.weights();
            if (r.kind() == ControlKind.WEIGHTS && weights != null) {
                logged.add(weights.window());
            } else if (r.kind().isEpoch()) {
                requests.merge(r.kind().name(), 1, Integer::sum);
            }
        }
        ParityCover covered = new ParityCover(
                List.copyOf(ensembles),
                Math.max(0, swapsMs.size() - 1),
                weightUpdates.size(),
                weightWindows,
                logged.size(),
                requests,
                triggers,
                outcomes,
                fromMs,
                toMs);
        ParityCounts lean = decisions.counts();
        ParityCounts full = withLedger ? ledger.counts() : null;
        List<ParityDifference> differences = new ArrayList<>(decisions.differences());
        if (full != null && !full.same()) {
            differences.addAll(ledger.differences());
        }
        ParityCounts threads = backtested.counts();
        if (lean.same() && !threads.same()) {
            differences.addAll(backtested.differences());
        }
        boolean equal = lean.same()
                && lean.again() > 0
                && threads.same()
                && (full == null || full.same())
                && problems.isEmpty();
        return new ParityReport(equal, lean, full, threads, covered, differences, problems, market, elapsedMs);
    }
}
