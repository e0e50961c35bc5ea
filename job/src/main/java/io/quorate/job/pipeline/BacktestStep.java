package io.quorate.job.pipeline;

import io.quorate.backtest.PeriodReturns;
import io.quorate.backtest.ReliabilityBin;
import io.quorate.ensemble.BundleSpecs;
import io.quorate.job.backtest.BacktestNotes;
import io.quorate.job.backtest.BacktestPlan;
import io.quorate.job.backtest.BacktestResult;
import io.quorate.job.backtest.BacktestRun;
import io.quorate.job.backtest.ControlPlan;
import io.quorate.job.backtest.EventsMarket;
import io.quorate.job.backtest.MeasuredRun;
import io.quorate.job.fault.UserError;
import io.quorate.job.report.FigureJson;
import io.quorate.job.topology.JobSetup;
import io.quorate.learn.ProgressListener;
import io.quorate.performance.Figure;
import io.quorate.performance.Performance;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.market.EventKind;
import io.quorate.schema.market.MarketEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Runs the history with the bundle in force from the test split on and measures from there: {@code backtest.json}, and the
 * returns, {@code returns.json}.
 */
final class BacktestStep implements Step {
    static final String RETURNS = "returns.json";
    static final String RETURNS_SHA256 = "returnsSha256";
    static final String MAX_DRAWDOWN = "maxDrawdown";
    static final String CALIBRATION_ERROR = "calibrationError";

    private static final String FIGURES = "backtest.json";

    private final PipelineFile file;
    private final History history;

    BacktestStep(PipelineFile file, History history) {
        this.file = file;
        this.history = history;
    }

    @Override
    public StepName name() {
        return StepName.BACKTEST;
    }

    @Override
    public Map<String, ?> inputs(PipelineState before) {
        PipelineSpec spec = file.spec();
        return Map.of(
                "input",
                history.digests(),
                "options",
                file.settings().configHash(),
                "train",
                before.step(StepName.TRAIN).results(),
                "portfolio",
                spec.portfolio(),
                "strategy",
                spec.strategy(),
                "limits",
                spec.limits(),
                "period",
                spec.backtest().period());
    }

    @Override
    public boolean intact(StepRecord ended) {
        Path returns = file.folder().resolve(RETURNS);
        return Files.isRegularFile(returns) && History.digest(returns).equals(ended.result(RETURNS_SHA256));
    }

    @Override
    public StepRecord run(PipelineState before, String inputs, ProgressListener progress) {
        BacktestPlan plan = plan(before);
        BacktestResult result = BacktestRun.run(plan, progress);
        long fromMs = fromMs(before);
        MeasuredRun run = result.portfolios().stream()
                .filter(p -> p.run().portfolio().equals(file.spec().portfolio()))
                .findFirst()
                .orElseThrow(() -> UserError.failed(
                        "expected decisions of " + file.spec().portfolio() + " in the test split, was none"));
        double[] returns = since(run.returns(), fromMs);
        Map<String, Figure> figures = Performance.of(returns, result.periodsPerYear());
        PipelineState.write(file.folder().resolve(RETURNS), returns);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("fromMs", fromMs);
        json.put("periodsPerYear", result.periodsPerYear());
        json.put("counts", result.counts());
        json.put("figures", FigureJson.of(figures));
        PipelineState.write(file.folder().resolve(FIGURES), json);
        Map<String, String> results = new LinkedHashMap<>();
        results.put(RETURNS_SHA256, History.digest(file.folder().resolve(RETURNS)));
        results.put("periods", Integer.toString(returns.length));
        results.put("trades", Integer.toString(run.run().trades().size()));
        results.put("sharpe", text(figures.getOrDefault("sharpe", Figure.none("not measured"))));
        results.put("totalReturn", text(figures.getOrDefault("total_return", Figure.none("not measured"))));
        results.put(MAX_DRAWDOWN, text(figures.getOrDefault("max_drawdown", Figure.none("not measured"))));
        results.put(CALIBRATION_ERROR, text(calibrationError(result.reliability())));
        List<String> notes = new ArrayList<>(BacktestNotes.ofPlan(List.of(), plan.control(), barIntervalMs(plan)));
        notes.addAll(BacktestNotes.ofResult(result, plan.pipeline().layout()));
        if (!notes.isEmpty()) {
            results.put("notes", String.join("; ", notes));
        }
        return new StepRecord(name(), inputs, results, List.of());
    }

    private long barIntervalMs(BacktestPlan plan) {
        List<MarketEvent> events = history.records().events();
        return events.isEmpty() || events.get(0).kind() != EventKind.BAR
                ? plan.pipeline().barIntervalMs()
                : events.get(0).intervalMs();
    }

    /** The plan the figures come from, which the gates run again. */
    BacktestPlan plan(PipelineState before) {
        PipelineSpec spec = file.spec();
        List<ControlRecord> control = new ControlPlan()
                .strategy(spec.portfolio(), spec.strategy(), 0)
                .limits(spec.portfolio(), spec.limits(), 0)
                .ensemble(BundleSpecs.describe(file.folder().resolve(TrainStep.BUNDLE)), fromMs(before))
                .records();
        return new BacktestPlan(
                new EventsMarket(spec.name(), history.records().events()),
                history.pipeline(),
                JobSetup.models(file.settings()),
                control,
                spec.backtest().threads(),
                false,
                false,
                file.periodMs(),
                Double.NaN);
    }

    private static long fromMs(PipelineState before) {
        return Long.parseLong(before.step(StepName.TRAIN).result(TrainStep.TEST_FROM));
    }

    /** Returns of the periods that end after the bundle was in force. */
    private static double[] since(PeriodReturns all, long fromMs) {
        return IntStream.range(0, all.returns().length)
                .filter(i -> all.endMs()[i] > fromMs)
                .mapToDouble(i -> all.returns()[i])
                .toArray();
    }

    /** Mean distance of predicted and observed, by labels. */
    private static Figure calibrationError(List<ReliabilityBin> bins) {
        double sum = 0;
        long labels = 0;
        for (ReliabilityBin bin : bins) {
            if (bin.count() > 0) {
                sum += bin.count() * Math.abs(bin.predicted() - bin.observed());
                labels += bin.count();
            }
        }
        return labels == 0 ? Figure.none("no labels") : Figure.of(sum / labels);
    }

    private static String text(Figure figure) {
        String reason = figure.undefined();
        return reason == null ? Double.toString(figure.value()) : reason;
    }
}
