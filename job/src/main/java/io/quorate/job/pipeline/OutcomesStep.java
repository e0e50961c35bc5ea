package io.quorate.job.pipeline;

import io.quorate.job.fault.UserError;
import io.quorate.learn.ProgressListener;
import io.quorate.schema.control.EnsembleSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Waits for labels of what the shadow and the ensemble in force both predicted, and compares their Brier scores. */
final class OutcomesStep implements Step {
    private final PipelineFile file;
    private final Supplier<ModelDesk> desk;
    private final LongSupplier clockMs;

    OutcomesStep(PipelineFile file, Supplier<ModelDesk> desk, LongSupplier clockMs) {
        this.file = file;
        this.desk = desk;
        this.clockMs = clockMs;
    }

    @Override
    public StepName name() {
        return StepName.OUTCOMES;
    }

    @Override
    public Map<String, ?> inputs(PipelineState before) {
        return Map.of(
                "afterOutcomes",
                file.spec().promote().afterOutcomes(),
                "maxBrierExcess",
                file.spec().promote().maxBrierExcess(),
                "shadow",
                before.step(StepName.SHADOW).inputs(),
                "results",
                before.step(StepName.SHADOW).results());
    }

    @Override
    public StepRecord run(PipelineState before, String inputs, ProgressListener progress) {
        long wanted = file.spec().promote().afterOutcomes();
        if (wanted == 0) {
            return new StepRecord(name(), inputs, Map.of("outcomes", "0"), List.of());
        }
        ModelDesk open = desk.get();
        EnsembleSpec inForce = open.inForce();
        if (inForce == null) {
            throw UserError.failed("expected an ensemble in force to compare the shadow with, was none;"
                    + " promote.afterOutcomes: 0 promotes at once");
        }
        if (!inForce.label()
                .equals(file.spec().label().withMoveThreshold(inForce.label().moveThreshold()))) {
            return new StepRecord(
                    name(),
                    inputs,
                    Map.of("outcomes", "0"),
                    List.of("outcomes: expected an ensemble in force that predicts "
                            + file.spec().label() + ", was " + inForce.label()));
        }
        return judge(await(open, before, wanted, progress), inputs);
    }

    private ModelDesk.Comparison await(ModelDesk open, PipelineState before, long wanted, ProgressListener progress) {
        long fromMs = Long.parseLong(before.step(StepName.SHADOW).result(RequestStep.EFFECTIVE_FROM));
        long untilMs = clockMs.getAsLong() + file.patience().toMillis();
        while (true) {
            ModelDesk.Comparison seen = open.compare(fromMs);
            progress.progress(
                    seen.outcomes() + " of " + wanted + " outcomes", Math.min(1.0, (double) seen.outcomes() / wanted));
            if (seen.outcomes() >= wanted) {
                return seen;
            }
            if (clockMs.getAsLong() >= untilMs) {
                throw UserError.failed("expected " + wanted + " outcomes of the shadow, was " + seen.outcomes()
                        + " after " + file.spec().promote().patience() + "; run the pipeline again to go on waiting");
            }
            open.pause();
        }
    }

    private StepRecord judge(ModelDesk.Comparison seen, String inputs) {
        double most = seen.liveBrier() + file.spec().promote().maxBrierExcess();
        Map<String, String> results = new LinkedHashMap<>();
        results.put("outcomes", Long.toString(seen.outcomes()));
        results.put("shadowBrier", String.format(Locale.ROOT, "%.6f", seen.shadowBrier()));
        results.put("liveBrier", String.format(Locale.ROOT, "%.6f", seen.liveBrier()));
        List<String> refusals = new ArrayList<>();
        if (!(seen.shadowBrier() <= most)) {
            refusals.add(String.format(
                    Locale.ROOT,
                    "shadowBrier: expected at most %.6f, was %.6f over %d outcomes",
                    most,
                    seen.shadowBrier(),
                    seen.outcomes()));
        }
        return new StepRecord(name(), inputs, results, refusals);
    }
}
