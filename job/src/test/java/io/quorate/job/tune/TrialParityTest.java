package io.quorate.job.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.backtest.DecisionHash;
import io.quorate.backtest.DecisionPipeline;
import io.quorate.backtest.PipelineSink;
import io.quorate.ensemble.ModelAccess;
import io.quorate.ensemble.ModelShelf;
import io.quorate.job.backtest.ControlPlan;
import io.quorate.job.backtest.TimedBundle;
import io.quorate.job.backtest.WalkForwardBundles;
import io.quorate.job.training.HistoryOptions;
import io.quorate.job.training.MarketHistory;
import io.quorate.job.training.TrainingPlan;
import io.quorate.learn.Fold;
import io.quorate.learn.ProgressListener;
import io.quorate.learn.SplitOptions;
import io.quorate.learn.TrainOptions;
import io.quorate.learn.WalkForward;
import io.quorate.schema.codec.DecisionCodec;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.market.Inbound;
import io.quorate.schema.market.MarketEvent;
import io.quorate.tune.Assignment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trial against the bundles a walk-forward run would write, in the whole pipeline over the records. */
class TrialParityTest {
    private static final long LAST_MS = 1_920 * LeaningBars.HOUR_MS;
    private static final Map<String, Object> VALUES = values();

    @TempDir
    static Path folder;

    @Test
    void aTrialDecidesWhatABacktestOfItsBundlesDecides() throws Exception {
        Path bars = LeaningBars.write(folder.resolve("bars.csv"), 2, 2_000, 0.5, 4);
        MarketHistory all = MarketHistory.read(List.of(bars), 0);
        ObjectiveSettings settings = ObjectiveSettingsReader.read("{\"until\": " + LAST_MS
                + ", \"train_days\": 30, \"test_days\": 17, \"hold_out\": 0, \"embargo_h\": 5,"
                + " \"strategy\": {\"orderExpiryMs\": 0}, \"limits\": {\"staleAfterMs\": 0}}");
        TrialHistory history = TrialHistory.of(all, settings);
        TrialModels models = new TrialModels(history);
        TrialDraft draft = new TrialDraft(settings, models.cheap(7));
        PipelinePaths.apply(new Assignment(VALUES), draft);
        TrialPlan plan = draft.plan();
        DecisionTape trial = new DecisionTape();
        assertThat(new TrialWalk(history, models, plan, history.trialSpan()).run(trial, (k, ms) -> false))
                .isTrue();

        List<TimedBundle> bundles = bundles(history.market(), plan);
        assertThat(bundles).hasSize(3);
        assertThat(bundles.stream().map(TimedBundle::effectiveFromMs).toList())
                .isEqualTo(history.folds(plan, history.trialSpan()).stream()
                        .map(Fold::testFromMs)
                        .toList());
        DecisionTape whole = backtest(history.market(), plan, bundles);

        assertThat(whole.entries).isGreaterThan(20);
        assertThat(trial.entries).isEqualTo(whole.entries);
        assertThat(trial.hash.size()).isEqualTo(whole.hash.size());
        assertThat(trial.hash.hex()).isEqualTo(whole.hash.hex());
    }

    private static List<TimedBundle> bundles(MarketHistory market, TrialPlan plan) throws IOException {
        TrainOptions train = plan.train();
        HistoryOptions options = new HistoryOptions(
                0,
                Long.MAX_VALUE,
                Arrays.stream(plan.pipeline().layout().windows()).boxed().toList(),
                plan.pipeline().dedupe());
        TrainingPlan training =
                new TrainingPlan(options, plan.label(), new SplitOptions(0.75, 0.25, plan.embargoMs()), train);
        WalkForward walk = new WalkForward(
                WalkForward.Kind.EXPANDING,
                30 * 24 * LeaningBars.HOUR_MS,
                17 * 24 * LeaningBars.HOUR_MS,
                plan.embargoMs());
        return WalkForwardBundles.train(
                market, training, walk, Files.createDirectory(folder.resolve("bundles")), ProgressListener.NONE);
    }

    private static DecisionTape backtest(MarketHistory market, TrialPlan plan, List<TimedBundle> bundles) {
        ControlPlan control = new ControlPlan();
        bundles.forEach(b -> control.ensemble(b.spec(), b.effectiveFromMs()));
        long fromMs = bundles.get(0).effectiveFromMs();
        control.strategy(TrialDraft.PORTFOLIO, plan.strategy(), fromMs);
        control.limits(TrialDraft.PORTFOLIO, plan.limits(), fromMs);
        List<ControlRecord> log = control.records();
        DecisionTape tape = new DecisionTape();
        try (ModelShelf shelf =
                ModelAccess.local(64 << 20, Duration.ofSeconds(30)).open()) {
            DecisionPipeline pipeline = new DecisionPipeline(plan.pipeline(), shelf, log, tape);
            for (MarketEvent event : market.events()) {
                pipeline.accept(new Inbound(0, event, null));
            }
            pipeline.advance();
            pipeline.accept(new Inbound(0, MarketEvent.heartbeat("v", LAST_MS + LeaningBars.HOUR_MS, 0, 0), null));
            pipeline.advance();
        }
        return tape;
    }

    private static Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("model.forest.trees", 8L);
        values.put("model.forest.depth", 3L);
        values.put("model.xgboost.rounds", 10L);
        values.put("model.xgboost.depth", 2L);
        values.put("model.calibration_folds", "2");
        values.put("model.regimes", "2");
        values.put("features.windows", "5,10");
        values.put("features.shape", "off");
        values.put("features.label", "triple-barrier");
        values.put("features.horizon", 4L);
        values.put("strategy.threshold", 0.05);
        values.put("strategy.sizing", "volatility_target");
        values.put("strategy.volatility_target", 0.002);
        values.put("exits.max_hold_h", 7.0);
        values.put("limits.max_correlation", 0.95);
        values.put("system.weights_window_min", 600.0);
        return values;
    }

    private static final class DecisionTape implements PipelineSink {
        private final DecisionHash hash = new DecisionHash();
        private int entries;

        @Override
        public boolean ledgered() {
            return false;
        }

        @Override
        public void decision(Decision d, long ledgerIndex) {
            // a timer after the last record is none of the trial's business
            if (d.tsMs() > LAST_MS - LeaningBars.HOUR_MS) {
                return;
            }
            entries += d.outcome() == Outcome.TAKE_ACTION ? 1 : 0;
            hash.add(
                    d.portfolio(),
                    d.tsMs(),
                    d.symbol(),
                    d.seq(),
                    d.trigger(),
                    d.ordinal(),
                    DecisionCodec.lean(d, ledgerIndex));
        }
    }
}
