package io.quorate.job.tune;

import io.quorate.tune.FinishedTrial;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.accumulators.ListAccumulator;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.jspecify.annotations.Nullable;

/** Evaluates trials, as texts of {@link TrialWire}. No state; results are an accumulator, the output is their numbers. */
final class TrialFunction extends RichMapFunction<String, Integer> {
    static final String RESULTS = "trials";

    private static final long serialVersionUID = 1L;

    private final ObjectiveSource source;
    private final List<ConstraintLimit> limits;
    private final PrunerSettings pruner;
    private final String earlier;
    private final ListAccumulator<String> results = new ListAccumulator<>();
    private transient @Nullable TrialEvaluation evaluation;
    private transient @Nullable PruneRule rule;

    TrialFunction(ObjectiveSource source, List<ConstraintLimit> limits, PrunerSettings pruner, String earlier) {
        this.source = source;
        this.limits = List.copyOf(limits);
        this.pruner = pruner;
        this.earlier = earlier;
    }

    @Override
    public void open(OpenContext context) throws IOException {
        getRuntimeContext().addAccumulator(RESULTS, results);
        evaluation = new TrialEvaluation(OpenObjectives.of(source), limits);
        List<FinishedTrial> trials = TrialWire.earlier(earlier);
        rule = pruner.rule(trials);
    }

    @Override
    public Integer map(String task) throws IOException, InterruptedException {
        TrialWire.Task trial = TrialWire.task(task);
        TrialEvaluation open = evaluation;
        PruneRule when = rule;
        if (open == null || when == null) {
            throw new IllegalStateException("expected to be opened before the first trial, was not");
        }
        results.add(TrialWire.result(open.evaluate(trial.asked(), trial.complete(), when)));
        return trial.asked().number();
    }
}
