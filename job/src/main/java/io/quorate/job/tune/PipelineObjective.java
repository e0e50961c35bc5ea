package io.quorate.job.tune;

import io.quorate.performance.Figure;
import io.quorate.tune.Assignment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The objective of a study of the pipeline. A trial trains on the training span of each walk-forward fold, puts the model in
 * force from the first event time of the test span and decides through it, on the job's own classes, one portfolio from the
 * first test span to the last. Every number it gives comes from the test spans.
 *
 * <p>Feature vectors, labels and trained models are kept by what they depend on, so that a trial which changes only decisions
 * trains nothing. They are functions of their keys, and trials share nothing else: the outcome of an assignment does not
 * depend on other trials, threads or order.
 */
public final class PipelineObjective implements TrialObjective {
    private final ObjectiveShape shape;
    private final ObjectiveSettings settings;
    private final TrialHistory history;
    private final TrialModels models;

    PipelineObjective(ObjectiveShape shape, ObjectiveSettings settings, TrialHistory history) {
        this.shape = shape;
        this.settings = settings;
        this.history = history;
        this.models = new TrialModels(history);
    }

    @Override
    public ObjectiveShape shape() {
        return shape;
    }

    @Override
    public TrialOutcome evaluate(Assignment assignment, TrialSteps steps)
            throws TrialFailedException, InterruptedException {
        return run(plan(assignment), history.trialSpan(), steps);
    }

    @Override
    public @Nullable TrialOutcome holdOut(Assignment assignment) throws TrialFailedException, InterruptedException {
        TestSpan span = history.holdOutSpan();
        return span == null ? null : run(plan(assignment), span, TrialSteps.NONE);
    }

    @Override
    public List<String> writeDeployable(Assignment assignment, Path folder)
            throws IOException, TrialFailedException, InterruptedException {
        TrialPlan plan = plan(assignment);
        return Deployable.write(plan, models.bundle(plan), folder);
    }

    /** Values made and asked for so far, for people. */
    public String cacheUse() {
        return models.use();
    }

    private TrialPlan plan(Assignment assignment) throws TrialFailedException {
        TrialDraft draft = new TrialDraft(settings, models.cheap(settings.seed()));
        PipelinePaths.apply(assignment, draft);
        return draft.plan();
    }

    private TrialOutcome run(TrialPlan plan, TestSpan span, TrialSteps steps)
            throws TrialFailedException, InterruptedException {
        TrialRecorder recorder = new TrialRecorder(span.calendar());
        boolean[] reports = {true};
        boolean whole = new TrialWalk(history, models, plan, span).run(recorder, (k, throughMs) -> {
            Figure figure = reports[0] ? first(recorder, throughMs) : Figure.none("not asked for");
            reports[0] = figure.defined();
            return reports[0] && steps.report(k, figure.value());
        });
        return whole ? outcome(recorder) : TrialOutcome.pruned();
    }

    private Figure first(TrialRecorder recorder, long throughMs) throws TrialFailedException {
        return Objects.requireNonNull(recorder.figures(recorder.returns(throughMs))
                .get(shape.objectives().get(0)));
    }

    private TrialOutcome outcome(TrialRecorder recorder) throws TrialFailedException {
        double[] returns = recorder.returns();
        Map<String, Figure> figures = recorder.figures(returns);
        double[] values = new double[shape.objectives().size()];
        for (int i = 0; i < values.length; i++) {
            String name = shape.objectives().get(i);
            Figure figure = Objects.requireNonNull(figures.get(name));
            if (!figure.defined()) {
                throw new TrialFailedException(
                        name + " is undefined, " + figure.undefined() + "; " + recorder.summary());
            }
            values[i] = figure.value();
        }
        Map<String, Double> numbers = new LinkedHashMap<>();
        figures.forEach((name, figure) -> numbers.put(name, figure.value()));
        return new TrialOutcome(values, new double[0], returns, numbers);
    }
}
