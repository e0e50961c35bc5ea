package io.quorate.job.backtest;

import io.quorate.backtest.BacktestRecorder;
import io.quorate.backtest.EquitySeries;
import io.quorate.backtest.ParallelBacktest;
import io.quorate.backtest.PortfolioRun;
import io.quorate.backtest.SymbolCoverage;
import io.quorate.ensemble.BundleRefusedException;
import io.quorate.ensemble.ModelShelf;
import io.quorate.job.fault.UserError;
import io.quorate.learn.ProgressListener;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.market.DeadLetter;
import io.quorate.schema.market.Inbound;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs a plan: the market through the pipeline, the recorder's word measured. */
public final class BacktestRun {
    private static final double BPS = 1e-4;
    private static final double MEASURING_SHARE = 0.02;

    private final BacktestPlan plan;
    private @Nullable DeadLetter firstRefused;

    private BacktestRun(BacktestPlan plan) {
        this.plan = plan;
    }

    /** Runs the plan; throws UserError for a market, bundle or plan that cannot be used. */
    public static BacktestResult run(BacktestPlan plan, ProgressListener listener) {
        return run(plan, BacktestOutput.NONE, listener);
    }

    /** As above, and hands every decision and execution of the ensemble's portfolios to {@code output}. */
    public static BacktestResult run(BacktestPlan plan, BacktestOutput output, ProgressListener listener) {
        return new BacktestRun(plan).run(output, listener);
    }

    private BacktestResult run(BacktestOutput output, ProgressListener listener) {
        Map<String, Double> costs = entryCosts(plan.control());
        BacktestRecorder recorder = new BacktestRecorder(portfolio -> costs.getOrDefault(portfolio, 0.0));
        RunSinks sinks = new RunSinks(recorder, output, plan.ledger());
        listener.progress("backtest", 0);
        try (ModelShelf shelf = plan.models().open();
                ParallelBacktest backtest = new ParallelBacktest(
                        plan.pipeline(), shelf, plan.control(), plan.threads(), plan.members(), sinks)) {
            plan.market()
                    .forEach(
                            in -> accept(backtest, in),
                            share -> listener.progress("backtest", share * (1 - MEASURING_SHARE)));
            backtest.finish();
            listener.progress("figures", 1 - MEASURING_SHARE);
            return result(backtest, recorder, sinks.decisionHash());
        } catch (BundleRefusedException e) {
            throw UserError.failed("expected a bundle that loads, was " + e.getMessage(), e);
        }
    }

    private void accept(ParallelBacktest backtest, Inbound in) {
        if (in.refused() != null && firstRefused == null) {
            firstRefused = in.refused();
        }
        backtest.accept(in);
    }

    private BacktestResult result(ParallelBacktest backtest, BacktestRecorder recorder, String hash) {
        List<SymbolCoverage> symbols = List.copyOf(backtest.coverage().values());
        List<PortfolioRun> runs = recorder.runs();
        Measuring measuring = Measuring.of(plan, runs);
        List<MeasuredRun> holdings = new ArrayList<>();
        for (EquitySeries held : recorder.held()) {
            holdings.add(measuring.measure(holding(held)));
        }
        return new BacktestResult(
                counts(backtest, symbols, runs, recorder.weightTables()),
                symbols,
                runs.stream().map(measuring::measure).toList(),
                holdings,
                recorder.members().stream().map(measuring::measure).toList(),
                recorder.calibration(),
                recorder.reliability(),
                measuring.periodsPerYear(),
                measuring.basis(),
                hash);
    }

    private BacktestCounts counts(
            ParallelBacktest backtest, List<SymbolCoverage> symbols, List<PortfolioRun> runs, long weightTables) {
        DeadLetter refused = firstRefused;
        return new BacktestCounts(
                backtest.eventsIn(),
                symbols.stream().mapToLong(SymbolCoverage::accepted).sum(),
                symbols.stream().mapToLong(SymbolCoverage::duplicates).sum(),
                backtest.late(),
                backtest.rejected(),
                symbols.stream().mapToLong(SymbolCoverage::samples).sum(),
                symbols.stream().mapToLong(SymbolCoverage::predictions).sum(),
                runs.stream().mapToLong(PortfolioRun::decided).sum(),
                weightTables,
                refused == null ? null : refused.detail());
    }

    private static PortfolioRun holding(EquitySeries held) {
        return new PortfolioRun(held.portfolio(), "", List.of(), held, Map.of(), 0, 0, 0, 0);
    }

    /** What an entry costs at the first strategy of each portfolio, a share of the price. */
    private static Map<String, Double> entryCosts(List<ControlRecord> control) {
        Map<String, Double> costs = new HashMap<>();
        for (ControlRecord r : control) {
            if (r.kind() == ControlKind.STRATEGY) {
                StrategySpec s = Objects.requireNonNull(r.strategy());
                costs.putIfAbsent(r.scope(), (s.spreadBps() / 2 + s.slippageBps() + s.feeBps()) * BPS);
            }
        }
        return costs;
    }
}
