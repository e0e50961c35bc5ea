package io.quorate.lookahead;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.backtest.PipelineSettings;
import io.quorate.ensemble.ModelAccess;
import io.quorate.ensemble.ModelShelf;
import io.quorate.feature.FeatureLayout;
import io.quorate.feature.GapRule;
import io.quorate.feature.HigherTimeframe;
import io.quorate.learn.ProgressListener;
import io.quorate.market.DedupeRule;
import io.quorate.outcome.WeightsRule;
import io.quorate.schema.market.MarketEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The features of the job, own and of longer bars, are clean; fed with bars of the future they are not. */
class PipelineProbeTest {
    private static final DedupeRule DEDUPE = new DedupeRule(60_000, false);
    private static final FeatureLayout LAYOUT =
            FeatureLayout.standard(5, 10).with(List.of(new HigherTimeframe("1h", Bars.HOUR_MS, List.of(3))));
    private static final PipelineSettings SETTINGS = new PipelineSettings(
            1,
            20,
            DEDUPE,
            0,
            LAYOUT,
            10_000,
            2_000,
            new WeightsRule(WeightsRule.Mode.SKILL, 0.95, 0.05, false),
            "test",
            "test",
            GapRule.NONE,
            false);
    private static final List<MarketEvent> HISTORY = Bars.of(7, 500, "A", "B");
    private static final LookaheadOptions OPTIONS = LookaheadOptions.exact(6, 3);

    private static final Probe CLEAN = Probe.of(List.of(
            new FeatureProbe(LAYOUT, DEDUPE, 0), new PipelineProbe(SETTINGS, PipelineProbeTest::noModels, List.of())));

    @Test
    void everyFeatureOfTheJobIsClean() {
        LookaheadResult result = Lookahead.test(CLEAN, HISTORY, OPTIONS, ProgressListener.NONE);
        assertThat(result.offenders()).isEmpty();
        assertThat(result.tested())
                .extracting(Tested::stage)
                .containsExactly(Stage.FEATURE, Stage.HIGHER_TIMEFRAME, Stage.REGIME, Stage.PREDICTION, Stage.DECISION);
        assertThat(result.tested().get(0).columns()).isGreaterThan(50);
        assertThat(result.tested().get(1).values()).isGreaterThan(100_000);
        assertThat(result.tested().get(4).values()).as("nobody decides").isZero();
    }

    @Test
    void bringingEachBarForwardByOneIsNoticedInEveryFeatureThatMoves() {
        Probe shifted = (history, out) -> {
            List<MarketEvent> early = new ArrayList<>();
            for (int i = 0; i + 2 < history.size(); i++) {
                MarketEvent next = history.get(i + 2);
                early.add(MarketEvent.bar(
                        next.venue(),
                        next.symbol(),
                        next.tsMs() - Bars.BAR_MS,
                        Bars.BAR_MS,
                        next.open(),
                        next.high(),
                        next.low(),
                        next.close(),
                        next.volume(),
                        0,
                        i));
            }
            CLEAN.run(early, out);
        };
        List<Offender> offenders =
                Lookahead.test(shifted, HISTORY, OPTIONS, ProgressListener.NONE).offenders();
        assertThat(offenders).extracting(Offender::column).contains("logret", "rsi_14", "regime_vol_p", "(row)");
        assertThat(offenders).allMatch(o -> o.reachMs() == 0);
    }

    @Test
    void tradesMakeBarsThatAreKnownFromTheirClose() {
        List<MarketEvent> trades = HISTORY.stream()
                .map(bar -> MarketEvent.trade(
                        "test", bar.symbol(), bar.tsMs(), Long.toString(bar.offset()), bar.close(), 1, 0, bar.offset()))
                .toList();
        PipelineSettings quarterHours = new PipelineSettings(
                1,
                20,
                DEDUPE,
                3 * Bars.BAR_MS,
                FeatureLayout.standard(5),
                10_000,
                2_000,
                SETTINGS.weights(),
                "test",
                "test",
                GapRule.NONE,
                false);
        Probe probe = Probe.of(List.of(
                new FeatureProbe(quarterHours.layout(), DEDUPE, quarterHours.barIntervalMs()),
                new PipelineProbe(quarterHours, PipelineProbeTest::noModels, List.of())));
        assertThat(Lookahead.test(probe, trades, OPTIONS, ProgressListener.NONE).offenders())
                .isEmpty();
    }

    private static ModelShelf noModels() {
        return ModelAccess.local(1 << 20, Duration.ofSeconds(1)).open();
    }
}
