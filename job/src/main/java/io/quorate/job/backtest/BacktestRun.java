package io.quorate.job.backtest;

import io.quorate.learn.ProgressListener;

/** Runs a plan. */
public final class BacktestRun {

    private BacktestRun() {}

    /** Runs the plan; throws UserError for a market, bundle or plan that cannot be used. */
    public static BacktestResult run(BacktestPlan plan, ProgressListener listener) {
        throw new UnsupportedOperationException("not yet");
    }
}
