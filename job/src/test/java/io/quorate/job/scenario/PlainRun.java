package io.quorate.job.scenario;

import io.quorate.backtest.DecisionHash;
import io.quorate.backtest.DecisionPipeline;
import io.quorate.backtest.PipelineSink;
import io.quorate.ensemble.ModelAccess;
import io.quorate.ensemble.ModelShelf;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.topology.FlinkFileFetcher;
import io.quorate.job.topology.JobSetup;
import io.quorate.schema.codec.DecisionCodec;
import io.quorate.schema.codec.MarketDecoder;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.WeightsSpec;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.LedgerEntry;
import io.quorate.schema.decision.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The scenario through the plain pipeline: what every other run must equal. */
public final class PlainRun implements PipelineSink {

    private final DecisionHash hash = new DecisionHash();
    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    private final Map<DecisionReason, Integer> reasons = new EnumMap<>(DecisionReason.class);
    private final Map<String, String> ledger = new TreeMap<>();
    private final Map<String, String> decisions = new TreeMap<>();
    private int weightEpochs;
    private int predictions;
    private long late;
    private long duplicates;

    /** Runs the market records, given per partition in offset order by their arrival, against a control log. */
    public static PlainRun of(Settings settings, MarketScenario market, List<ControlRecord> log) {
        return of(settings, market, log, DecisionPipeline::advance);
    }

    /** As {@link #of}, to the end of time: as a bounded job, which fires the timers beyond the last record too. */
    public static PlainRun finished(Settings settings, MarketScenario market, List<ControlRecord> log) {
        return of(settings, market, log, DecisionPipeline::finish);
    }

    private static PlainRun of(
            Settings settings, MarketScenario market, List<ControlRecord> log, Consumer<DecisionPipeline> end) {
        PlainRun run = new PlainRun();
        MarketDecoder decoder = new MarketDecoder(settings.get(JobOptions.MARKET), JobSetup.marketRules(settings));
        try (ModelShelf shelf = new ModelAccess(new FlinkFileFetcher(), 64 << 20, Duration.ofSeconds(30)).open()) {
            DecisionPipeline pipeline =
                    new DecisionPipeline(JobSetup.pipeline(settings, MarketScenario.PARTITIONS), shelf, log, run);
            long[] offsets = new long[MarketScenario.PARTITIONS];
            for (MarketScenario.Arrival a : market.arrivals()) {
                pipeline.accept(decoder.decode(a.partition(), offsets[a.partition()]++, Long.MAX_VALUE / 2, a.value()));
            }
            end.accept(pipeline);
            run.late = pipeline.late();
            run.duplicates = pipeline.duplicates();
        }
        return run;
    }

    @Override
    public void prediction(io.quorate.schema.model.Prediction prediction) {
        predictions++;
    }

    @Override
    public void decision(Decision d, long ledgerIndex) {
        outcomes.merge(d.outcome(), 1, Integer::sum);
        reasons.merge(d.reason(), 1, Integer::sum);
        byte[] lean = DecisionCodec.lean(d, ledgerIndex);
        hash.add(d.portfolio(), d.tsMs(), d.symbol(), d.seq(), d.trigger(), d.ordinal(), lean);
        decisions.put(d.portfolio() + "#" + ledgerIndex, new String(lean, StandardCharsets.UTF_8));
    }

    @Override
    public void ledger(LedgerEntry entry) {
        ledger.put(entry.portfolio() + "#" + entry.index(), new String(entry.value(), StandardCharsets.UTF_8));
    }

    @Override
    public void weights(WeightsSpec spec) {
        weightEpochs++;
    }

    public DecisionHash hash() {
        return hash;
    }

    /** Ledger records by portfolio#index, as text. */
    public Map<String, String> ledger() {
        return ledger;
    }

    /** Decisions by portfolio#index of their ledger record, as text. */
    public Map<String, String> decisions() {
        return decisions;
    }

    public int count(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0);
    }

    public Map<DecisionReason, Integer> reasons() {
        return reasons;
    }

    public int weightEpochs() {
        return weightEpochs;
    }

    public int predictions() {
        return predictions;
    }

    public long late() {
        return late;
    }

    public long duplicates() {
        return duplicates;
    }
}
