package io.quorate.job.pipeline;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The steps of a pipeline file, wired. */
public final class Pipelines {

    private Pipelines() {}

    /** A run against the job whose brokers the file names. */
    public static PipelineRun of(PipelineFile file) {
        return of(file, () -> new KafkaModelDesk(file.settings(), file.timeout()), System::currentTimeMillis);
    }

    static PipelineRun of(PipelineFile file, Supplier<ModelDesk> desk, LongSupplier clockMs) {
        History history = new History(file);
        BacktestStep backtest = new BacktestStep(file, history);
        return new PipelineRun(
                file.folder(),
                List.of(
                        new TrainStep(file, history),
                        backtest,
                        new GateStep(file, history, backtest, ScoreLatency::p99Micros),
                        new RegisterStep(file, clockMs),
                        new RequestStep(StepName.SHADOW, file, desk, clockMs),
                        new OutcomesStep(file, desk, clockMs),
                        new RequestStep(StepName.PROMOTE, file, desk, clockMs)),
                clockMs);
    }
}
