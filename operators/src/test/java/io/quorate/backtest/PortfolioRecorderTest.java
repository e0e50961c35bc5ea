package io.quorate.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.Side;
import io.quorate.schema.decision.Trigger;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.execution.FillReason;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.feature.VolatilityRegime;
import io.quorate.schema.market.Sample;
import io.quorate.schema.model.LabelSpec;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.model.PredictionStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trades, equity and buy-and-hold of one portfolio, by hand. */
class PortfolioRecorderTest {

    private static final double TINY = 1e-12;

    private final PortfolioRecorder recorder = new PortfolioRecorder("main", "", 0.001);
    private long seq;

    @Test
    void excursionsCountWhatIsCertainOfEverySample() {
        sample(1, 100, 101, 99, 100);
        decision(1, DecisionReason.SIGNAL, 1_000);
        sample(2, 100, 104, 98, 103);
        fill(2, FillReason.ENTRY, Side.LONG, 2, 100, 0.2, 0);
        decision(2, DecisionReason.ALREADY_POSITIONED, 1_005.8);
        sample(3, 103, 200, 50, 97);
        fill(3, FillReason.STOP_LOSS, Side.LONG, 2, 97, 0.2, -6.2);
        decision(3, DecisionReason.STOP_LOSS, 993.6);

        BacktestTrade trade = trade(0);
        assertThat(trade.entryPrice()).isEqualTo(100);
        assertThat(trade.exitPrice()).isEqualTo(97);
        assertThat(trade.mae())
                .as("the stop, not the low of the sample it ended in")
                .isCloseTo(-0.03, within(TINY));
        assertThat(trade.mfe()).as("the high of the sample it was held in").isCloseTo(0.04, within(TINY));
        assertThat(trade.profit()).isCloseTo(-6.4, within(TINY));
        assertThat(trade.ret()).isCloseTo(-0.032, within(TINY));
        assertThat(trade.fees()).isCloseTo(0.4, within(TINY));
        assertThat(trade.exitReason()).isEqualTo(FillReason.STOP_LOSS);
        assertThat(trade.decisionId()).isEqualTo("d-2");
        assertThat(trade.holdMs()).isEqualTo(1);
    }

    @Test
    void excursionsOfAShortAreTurnedRound() {
        sample(1, 100, 101, 99, 100);
        decision(1, DecisionReason.SIGNAL, 1_000);
        sample(2, 100, 110, 95, 100);
        fill(2, FillReason.ENTRY, Side.SHORT, 1, 100, 0, 0);
        decision(2, DecisionReason.ALREADY_POSITIONED, 1_000);
        sample(3, 90, 91, 89, 90);
        fill(3, FillReason.TAKE_PROFIT, Side.SHORT, 1, 90, 0, 10);
        decision(3, DecisionReason.TAKE_PROFIT, 1_010);
        assertThat(trade(0).mae()).isCloseTo(-0.10, within(TINY));
        assertThat(trade(0).mfe()).isCloseTo(0.10, within(TINY));
    }

    @Test
    void partsOfATradeAreOneTradeAtAveragePrices() {
        sample(1, 100, 100, 100, 100);
        decision(1, DecisionReason.SIGNAL, 1_000);
        sample(2, 100, 100, 100, 100);
        fill(2, FillReason.ENTRY, Side.LONG, 1, 100, 0.1, 0);
        decision(2, DecisionReason.ALREADY_POSITIONED, 999.9);
        sample(3, 102, 102, 102, 102);
        fill(3, FillReason.ENTRY, Side.LONG, 3, 102, 0.3, 0);
        decision(3, DecisionReason.ALREADY_POSITIONED, 1_001.6);
        sample(4, 110, 110, 110, 110);
        fill(4, FillReason.PARTIAL_TAKE_PROFIT, Side.LONG, 2, 110, 0.2, 16.8);
        decision(4, DecisionReason.PARTIAL_TAKE_PROFIT, 1_033.4);
        assertThat(recorder.run().trades()).isEmpty();
        assertThat(recorder.run().open()).isOne();
        sample(5, 106, 106, 106, 106);
        fill(5, FillReason.TIME_EXIT, Side.LONG, 2, 106, 0.2, 8.8);
        decision(5, DecisionReason.ALREADY_POSITIONED, 1_025.2);

        BacktestTrade trade = trade(0);
        assertThat(trade.entryPrice()).isCloseTo(101.5, within(TINY));
        assertThat(trade.exitPrice()).isCloseTo(108, within(TINY));
        assertThat(trade.quantity()).isEqualTo(4);
        assertThat(trade.profit()).isCloseTo(25.2, within(TINY));
        assertThat(trade.exitReason()).isEqualTo(FillReason.TIME_EXIT);
        assertThat(recorder.run().open()).isZero();
        assertThat(recorder.run().traded()).isCloseTo(838, within(1e-9));
    }

    @Test
    void equityIsMarkedOnceATimeAndTimersMarkNothing() {
        sample(1, 100, 100, 100, 100);
        decision(1, DecisionReason.LOW_CONFIDENCE, 1_000);
        sample(2, 100, 100, 100, 100);
        fill(2, FillReason.ENTRY, Side.SHORT, 4, 100, 0, 0);
        decision(2, DecisionReason.ALREADY_POSITIONED, 1_000);
        decision(2, DecisionReason.LOW_CONFIDENCE, 900);
        recorder.decision(of(3, Trigger.TIMER, DecisionReason.TIME_EXIT, 900), 0);

        EquitySeries equity = recorder.run().equity();
        assertThat(equity.size()).isEqualTo(2);
        assertThat(equity.equity(1)).isEqualTo(900);
        assertThat(equity.grossExposure(1)).isCloseTo(400 / 900.0, within(TINY));
        assertThat(equity.netExposure(1)).isCloseTo(-400 / 900.0, within(TINY));
        assertThat(equity.points().get(1).drawdown()).isCloseTo(0.1, within(TINY));
        assertThat(recorder.run().decisions())
                .containsEntry(DecisionReason.LOW_CONFIDENCE, 2L)
                .containsEntry(DecisionReason.TIME_EXIT, 1L);
        assertThat(recorder.run().outcomes())
                .containsEntry(Outcome.NO_ACTION, 3L)
                .containsEntry(Outcome.EXIT_POSITION, 1L)
                .containsEntry(Outcome.TAKE_ACTION, 0L);
    }

    @Test
    void holdingBuysAtTheOpenAfterTheFirstDecisionAtTheCostOfAnEntry() {
        sample(1, 100, 100, 100, 100);
        decision(1, DecisionReason.LOW_CONFIDENCE, 1_000);
        sample(2, 100, 121, 100, 120.12);
        decision(2, DecisionReason.LOW_CONFIDENCE, 1_000);
        EquitySeries held = recorder.held();
        assertThat(held.equity(0)).isEqualTo(1_000);
        assertThat(held.equity(1)).isCloseTo(1_200, within(1e-9));
        assertThat(held.grossExposure(1)).isEqualTo(1);
    }

    private BacktestTrade trade(int i) {
        return recorder.run().trades().get(i);
    }

    private void sample(long tsMs, double open, double high, double low, double close) {
        Sample sample = new Sample("X", tsMs, open, high, low, close, 1, 1, close);
        recorder.prediction(new Prediction(
                new FeatureVector(sample, seq++, "l", new double[0], VolatilityRegime.UNKNOWN, Double.NaN),
                PredictionStatus.OK,
                LabelSpec.direction(1),
                1,
                -1,
                new String[0],
                new double[0],
                new double[0],
                0.5,
                0,
                0,
                new String[] {"main"}));
    }

    private void fill(
            long tsMs, FillReason reason, Side side, double quantity, double price, double fee, double realised) {
        recorder.execution(new Execution(
                "e-" + tsMs,
                "d-" + tsMs,
                "main",
                "X",
                tsMs,
                tsMs,
                reason,
                side,
                micros(quantity),
                price,
                micros(fee),
                micros(realised)));
    }

    private void decision(long tsMs, DecisionReason reason, double equity) {
        recorder.decision(of(tsMs, Trigger.SAMPLE, reason, equity), 0);
    }

    private static Decision of(long tsMs, Trigger trigger, DecisionReason reason, double equity) {
        return new Decision(
                "d-" + tsMs,
                "main",
                "X",
                tsMs,
                tsMs,
                trigger,
                0,
                reason.outcome(),
                reason,
                Side.NONE,
                0,
                100,
                null,
                0.5,
                0,
                1,
                -1,
                1,
                1,
                0,
                List.of(),
                "",
                "",
                micros(equity),
                "");
    }

    private static long micros(double units) {
        return Math.round(units * 1e6);
    }
}
