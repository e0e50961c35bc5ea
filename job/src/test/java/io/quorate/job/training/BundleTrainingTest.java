package io.quorate.job.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.ensemble.BundleWriter;
import io.quorate.job.fault.UserError;
import io.quorate.job.options.Settings;
import io.quorate.learn.ProgressListener;
import io.quorate.learn.SplitOptions;
import io.quorate.learn.TrainOptions;
import io.quorate.schema.model.LabelSpec;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BundleTrainingTest {

    @Test
    void theSameInputGivesTheSameBytes() {
        byte[] first = BundleWriter.archive(
                GeneratedTrades.freshBundle(Settings.defaults(), 7).bundle());
        byte[] again = BundleWriter.archive(
                GeneratedTrades.freshBundle(Settings.defaults(), 7).bundle());
        byte[] other = BundleWriter.archive(
                GeneratedTrades.freshBundle(Settings.defaults(), 8).bundle());
        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void whatCanBeLearnedIsLearned() {
        TrainedBundle trained = GeneratedTrades.freshBundle(Settings.defaults(), 7);
        var test = Objects.requireNonNull(trained.metrics().splits().get("test"), "test split");
        Double auc = Objects.requireNonNull(test.scores().get("ensemble"), "ensemble")
                .auc();
        assertThat(auc).isGreaterThan(0.6);
        assertThat(Objects.requireNonNull(trained.counts(), "counts").symbols()).isEqualTo(2);
        assertThat(trained.firstRejection()).isNull();
    }

    @Test
    void tooShortAHistorySaysHowShort() {
        assertThatThrownBy(() -> train(15))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("expected more than")
                .hasMessageContaining("was 15 of 1 symbols from 15 records");
        assertThatThrownBy(() -> train(60))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("expected a history to train on, was not: expected at least 20");
    }

    private static void train(int steps) {
        HistoryOptions options = new HistoryOptions(0, Long.MAX_VALUE, List.of(5, 10), HistoryOptions.DEDUPE);
        TrainingPlan plan = new TrainingPlan(
                options, LabelSpec.direction(1), SplitOptions.DEFAULT, TrainOptions.defaults("t", "test"));
        MarketHistory history = new MarketHistory(new GeneratedTrades(1, 0, 1).steps(steps), InputKind.TRADES);
        BundleTraining.train(history, plan, ProgressListener.NONE);
    }
}
