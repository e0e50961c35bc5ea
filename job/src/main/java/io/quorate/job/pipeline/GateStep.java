package io.quorate.job.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.ensemble.BundleSpecs;
import io.quorate.ensemble.EnsembleModel;
import io.quorate.ensemble.ModelShelf;
import io.quorate.job.backtest.BacktestPlan;
import io.quorate.job.fault.UserError;
import io.quorate.job.topology.JobSetup;
import io.quorate.job.training.SampleHistory;
import io.quorate.learn.ProgressListener;
import io.quorate.performance.Figure;
import io.quorate.performance.SharpeTests;
import io.quorate.schema.feature.FeatureVector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Measures what must hold before anything is published. Every gate is looked at. */
final class GateStep implements Step {
    private static final int LATENCY_ROWS = 4_096;

    private final PipelineFile file;
    private final History history;
    private final BacktestStep backtest;
    private final BiFunction<EnsembleModel, List<FeatureVector>, Double> latency;

    /** @param latency measures the p99 of scoring a row, microseconds */
    GateStep(
            PipelineFile file,
            History history,
            BacktestStep backtest,
            BiFunction<EnsembleModel, List<FeatureVector>, Double> latency) {
        this.file = file;
        this.history = history;
        this.backtest = backtest;
        this.latency = latency;
    }

    @Override
    public StepName name() {
        return StepName.GATES;
    }

    @Override
    public Map<String, ?> inputs(PipelineState before) {
        return Map.of(
                "gates",
                file.spec().gates(),
                "backtest",
                before.step(StepName.BACKTEST).inputs(),
                "results",
                before.step(StepName.BACKTEST).results());
    }

    @Override
    public StepRecord run(PipelineState before, String inputs, ProgressListener progress) {
        PipelineSpec.GateLimits limits = file.spec().gates();
        StepRecord measured = before.step(StepName.BACKTEST);
        Verdicts verdicts = new Verdicts();
        Figure dsr = SharpeTests.deflated(returns(), limits.trials(), limits.sharpeVariance());
        verdicts.add(
                "dsr", dsr.value(), dsr.undefined(), dsr.value() >= limits.minDsr(), "at least " + limits.minDsr());
        verdicts.atMost("maxDrawdown", measured.result(BacktestStep.MAX_DRAWDOWN), limits.maxDrawdown());
        verdicts.atMost(
                "calibrationError", measured.result(BacktestStep.CALIBRATION_ERROR), limits.maxCalibrationError());
        if (limits.parity()) {
            progress.progress("parity", 0);
            BacktestPlan plan = backtest.plan(before);
            Parity parity = Parity.of(plan);
            verdicts.add("parity", parity.differences(), null, parity.equal(), "the same decisions");
            verdicts.results.put("decisions", Integer.toString(parity.decisions()));
            verdicts.results.put("decisionHash", parity.hash());
        }
        progress.progress("latency", 0);
        double micros = latencyMicros();
        verdicts.add(
                "scoreMicros", micros, null, micros <= limits.maxScoreMicros(), "at most " + limits.maxScoreMicros());
        return new StepRecord(name(), inputs, verdicts.results, verdicts.refusals);
    }

    private double[] returns() {
        Path path = file.folder().resolve(BacktestStep.RETURNS);
        try {
            return new ObjectMapper().readValue(Files.readAllBytes(path), double[].class);
        } catch (IOException e) {
            throw UserError.failed(path + ": expected the returns of the backtest, was " + e.getMessage(), e);
        }
    }

    private double latencyMicros() {
        Deque<FeatureVector> last = new ArrayDeque<>();
        SampleHistory.of(history.records(), history.options()).forEach(vector -> {
            last.add(vector);
            if (last.size() > LATENCY_ROWS) {
                last.remove();
            }
        });
        try (ModelShelf shelf = JobSetup.models(file.settings()).open()) {
            return latency.apply(
                    shelf.model(BundleSpecs.describe(file.folder().resolve(TrainStep.BUNDLE))), List.copyOf(last));
        }
    }

    /** What each gate said. */
    private static final class Verdicts {
        private final Map<String, String> results = new LinkedHashMap<>();
        private final List<String> refusals = new ArrayList<>();

        /** A value that may be the reason why there is none. */
        private void atMost(String gate, String value, double most) {
            double number = number(value);
            add(gate, number, Double.isNaN(number) ? value : null, number <= most, "at most " + most);
        }

        private void add(String gate, double value, @Nullable String undefined, boolean passed, String expected) {
            String was = undefined == null ? String.format(Locale.ROOT, "%.6g", value) : "undefined: " + undefined;
            results.put(gate, was);
            if (!passed) {
                refusals.add(gate + ": expected " + expected + ", was " + was);
            }
        }

        private static double number(String value) {
            try {
                return Double.parseDouble(value);
            } catch (NumberFormatException e) {
                return Double.NaN;
            }
        }
    }
}
