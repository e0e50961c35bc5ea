package io.quorate.backtest;

import io.quorate.control.EpochBook;
import io.quorate.decision.PortfolioStep;
import io.quorate.ensemble.EnsembleModel;
import io.quorate.ensemble.ScoreStep;
import io.quorate.outcome.OutcomeTracker;
import io.quorate.outcome.WeightsScorecard;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.control.WeightsSpec;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.state.OutcomeState;
import io.quorate.schema.state.PortfolioState;
import io.quorate.schema.state.RegimeFilterState;
import io.quorate.schema.state.ScorecardState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Feature vectors and epochs in, decisions out: the second half of {@link DecisionPipeline}, on the same classes, for
 * vectors that are kept because many runs share them. Epochs may be added as time goes by, a model trained on what came
 * before it, say.
 *
 * <p>Gives the decisions the whole pipeline gives, if the vectors are those it would make. Not thread-safe.
 */
public final class VectorPipeline {

    private final ScoreStep score;
    private final PortfolioStep portfolioStep;
    private final EpochBook book = new EpochBook();
    private final WeightsScorecard scorecard;
    private final long windowMs;
    private final long delayMs;
    private final PipelineSink sink;
    private final Map<String, Lane> lanes = new HashMap<>();
    private final TreeMap<Long, TreeSet<String>> steps = new TreeMap<>();
    private final Map<String, List<Prediction>> waiting = new HashMap<>();
    private final Map<String, PortfolioState> portfolios = new HashMap<>();
    private long openMs = Long.MIN_VALUE;
    private long decidedMs = Long.MIN_VALUE;

    /** What is kept for one symbol. */
    private static final class Lane {
        private final OutcomeState outcomes = new OutcomeState();
        private final RegimeFilterState regime = new RegimeFilterState();
    }

    /**
     * A pipeline before its first vector.
     *
     * @param settings those of the whole; gate, bars and features are not looked at
     * @param models gives the model of an ENSEMBLE epoch that was added
     */
    public VectorPipeline(PipelineSettings settings, Function<EnsembleSpec, EnsembleModel> models, PipelineSink sink) {
        this.score = new ScoreStep(models);
        this.portfolioStep = new PortfolioStep(settings.configHash(), settings.runId(), settings.external());
        this.scorecard = new WeightsScorecard(settings.windowMs(), settings.weights(), new ScorecardState());
        this.windowMs = settings.windowMs();
        this.delayMs = settings.delayMs();
        this.sink = sink;
    }

    /**
     * Adds an epoch.
     *
     * @throws IllegalArgumentException if it takes effect at a time that has been decided
     */
    public void add(ControlRecord epoch) {
        if (epoch.effectiveFromMs() <= Math.max(openMs, decidedMs)) {
            throw new IllegalArgumentException("expected an epoch effective after " + Math.max(openMs, decidedMs)
                    + ", was " + epoch.effectiveFromMs());
        }
        book.add(epoch);
    }

    /** Takes the next vector, in the order of event time, symbol and sequence. */
    public void accept(FeatureVector vector) {
        accept(vector, null);
    }

    /**
     * As above, with what the members of the ensemble in force say of it.
     *
     * @param members their probabilities, kept as they are; null when they have to be asked
     */
    public void accept(FeatureVector vector, double @Nullable [] members) {
        long tsMs = vector.sample().tsMs();
        if (tsMs <= decidedMs) {
            throw new IllegalArgumentException("expected a vector after " + decidedMs + ", was " + tsMs);
        }
        if (tsMs != openMs) {
            advance(tsMs - 1);
            closeWindows(tsMs);
            openMs = tsMs;
        }
        Lane lane = lanes.computeIfAbsent(vector.sample().symbol(), s -> new Lane());
        Prediction prediction = score.score(vector, members, book, () -> lane.regime);
        sink.prediction(prediction);
        OutcomeTracker.step(lane.outcomes, prediction, credit -> {
            scorecard.add(credit);
            sink.credit(credit);
        });
        for (String portfolio : prediction.subscribers()) {
            waiting.computeIfAbsent(portfolio, p -> new ArrayList<>()).add(prediction);
            steps.computeIfAbsent(tsMs, t -> new TreeSet<>()).add(portfolio);
        }
    }

    /**
     * Decides everything up to an event time, timers included; no vector may come at or before it any more.
     *
     * @throws IllegalArgumentException if time would go back
     */
    public void advance(long throughMs) {
        if (throughMs < openMs) {
            throw new IllegalArgumentException("expected event times from " + openMs + " on, was " + throughMs);
        }
        while (!steps.isEmpty() && steps.firstKey() <= throughMs) {
            long tsMs = steps.firstKey();
            closeWindows(tsMs);
            TreeSet<String> due = steps.remove(tsMs);
            for (String portfolio : due == null ? new TreeSet<String>() : due) {
                step(portfolio, tsMs);
            }
        }
        decidedMs = Math.max(decidedMs, throughMs);
    }

    private void closeWindows(long tsMs) {
        for (WeightsSpec spec : scorecard.closeThrough(tsMs)) {
            book.add(ControlRecord.weights((spec.window() + 1) * windowMs + delayMs, spec));
            sink.weights(spec);
        }
    }

    private void step(String portfolio, long tsMs) {
        List<Prediction> now = waiting.remove(portfolio);
        PortfolioState state = portfolios.computeIfAbsent(portfolio, p -> new PortfolioState());
        portfolioStep.step(state, portfolio, tsMs, now == null ? List.of() : now, book, sink);
        long dueMs = portfolioStep.nextStepMs(state, tsMs);
        if (dueMs < Long.MAX_VALUE) {
            steps.computeIfAbsent(dueMs, t -> new TreeSet<>()).add(portfolio);
        }
    }
}
