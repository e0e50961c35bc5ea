package io.quorate.job.tune;

import io.quorate.backtest.PipelineSink;
import io.quorate.backtest.VectorPipeline;
import io.quorate.ensemble.EnsembleModel;
import io.quorate.learn.Fold;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.control.StrategySpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One plan through a test span: fold by fold a model is trained, takes effect at the first event time of the fold's test
 * span and decides until the next. The portfolio begins with the span and goes on from fold to fold.
 */
final class TrialWalk {
    private final TrialHistory history;
    private final TrialModels models;
    private final TrialPlan plan;
    private final TestSpan span;

    /** Hears that a fold is over, the last one excepted. */
    @FunctionalInterface
    interface FoldEnd {
        /** True to end the walk. */
        boolean stop(int fold, long throughMs) throws TrialFailedException;
    }

    TrialWalk(TrialHistory history, TrialModels models, TrialPlan plan, TestSpan span) {
        this.history = history;
        this.models = models;
        this.plan = plan;
        this.span = span;
    }

    /** Walks; true if it came to the end. */
    boolean run(PipelineSink sink, FoldEnd end) throws TrialFailedException, InterruptedException {
        VectorHistory vectors = models.vectors(plan);
        Map<String, EnsembleModel> trained = new HashMap<>();
        VectorPipeline pipeline = new VectorPipeline(
                plan.pipeline(), spec -> Objects.requireNonNull(trained.get(spec.sha256()), "a trained model"), sink);
        pipeline.add(epoch(ControlKind.STRATEGY, TrialDraft.PORTFOLIO, 1, span.fromMs(), null, plan.strategy(), null));
        pipeline.add(epoch(ControlKind.LIMITS, TrialDraft.PORTFOLIO, 1, span.fromMs(), null, null, plan.limits()));
        int at = 0;
        for (int first = vectors.firstFrom(span.fromMs()); at < first; at++) {
            pipeline.accept(vectors.vector(at));
        }
        List<Fold> folds = history.folds(plan, span);
        for (int k = 0; k < folds.size(); k++) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the trial was told to end");
            }
            Fold fold = folds.get(k);
            TrainedFold model = models.trained(plan, fold);
            trained.put(model.spec().sha256(), model.model());
            pipeline.add(
                    epoch(ControlKind.ENSEMBLE, ControlRecord.ALL, k + 1, fold.testFromMs(), model.spec(), null, null));
            for (double[] members : model.probabilities()) {
                pipeline.accept(vectors.vector(at++), members);
            }
            long throughMs = fold.testToMs() - 1;
            pipeline.advance(throughMs);
            if (k < folds.size() - 1 && end.stop(k, throughMs)) {
                return false;
            }
        }
        return true;
    }

    private static ControlRecord epoch(
            ControlKind kind,
            String scope,
            long version,
            long effectiveFromMs,
            @Nullable EnsembleSpec ensemble,
            @Nullable StrategySpec strategy,
            @Nullable LimitsSpec limits) {
        return new ControlRecord(
                kind, scope, version, effectiveFromMs, 0, 0, -1, "", "", "", ensemble, null, strategy, limits);
    }
}
