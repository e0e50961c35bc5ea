package io.quorate.backtest;

import io.quorate.ensemble.ScoreStep;
import io.quorate.outcome.OutcomeTracker;
import io.quorate.outcome.WeightsScorecard;
import io.quorate.schema.control.WeightsSpec;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.state.ScorecardState;
import java.util.List;

/**
 * The part of a {@link ParallelBacktest} that goes from sample to sample in event-time order: weights depend on the
 * outcomes of every symbol, predictions on the weights.
 */
final class OrderedStage {

    /** Takes a prediction for the portfolios that subscribe to it. */
    @FunctionalInterface
    interface Subscribers {
        void prediction(Prediction prediction);
    }

    private final ScoreStep score;
    private final PipelineEpochs epochs;
    private final WeightsScorecard scorecard;
    private final PipelineSink sink;
    private long closedMs = Long.MIN_VALUE;
    private long weightTables;
    private long predictions;

    OrderedStage(PipelineSettings settings, EnsembleTimeline ensembles, PipelineEpochs epochs, PipelineSink sink) {
        this.score = new ScoreStep(ensembles::model);
        this.epochs = epochs;
        this.sink = sink;
        this.scorecard = new WeightsScorecard(settings.windowMs(), settings.weights(), new ScorecardState());
    }

    /** Takes samples in (event time, symbol, sequence) order. */
    void run(List<ScoredSample> samples, Subscribers subscribers) {
        for (ScoredSample sample : samples) {
            closeWindows(sample.tsMs());
            SymbolLane lane = sample.lane();
            Prediction prediction = score.score(sample.vector(), sample.members(), epochs.book(), lane::regime);
            predictions++;
            sink.prediction(prediction);
            OutcomeTracker.step(lane.outcomes(), prediction, credit -> {
                scorecard.add(credit);
                sink.credit(credit);
            });
            subscribers.prediction(prediction);
        }
    }

    private void closeWindows(long tsMs) {
        if (tsMs == closedMs) {
            return;
        }
        closedMs = tsMs;
        for (WeightsSpec spec : scorecard.closeThrough(tsMs)) {
            epochs.weights(spec);
            weightTables++;
            sink.weights(spec);
        }
    }

    long weightTables() {
        return weightTables;
    }

    long predictions() {
        return predictions;
    }
}
