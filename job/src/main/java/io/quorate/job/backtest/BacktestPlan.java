package io.quorate.job.backtest;

import io.quorate.backtest.PipelineSettings;
import io.quorate.ensemble.ModelAccess;
import io.quorate.schema.control.ControlRecord;
import java.util.List;

/**
 * What a backtest runs.
 *
 * @param market its records
 * @param pipeline the options that decide
 * @param models how bundles are loaded
 * @param control a finished control log, of {@link ControlPlan} or of a job
 * @param threads threads that work; the result is the same for any number
 * @param members whether each member also decides alone, to compare
 * @param ledger whether the ledger is made, which costs time
 * @param periodMs length of the periods of returns; 0 for one per sample boundary
 * @param periodsPerYear how many there are in a year; NaN to tell from the times
 */
public record BacktestPlan(
        MarketSource market,
        PipelineSettings pipeline,
        ModelAccess models,
        List<ControlRecord> control,
        int threads,
        boolean members,
        boolean ledger,
        long periodMs,
        double periodsPerYear) {

    public BacktestPlan {
        control = List.copyOf(control);
        if (threads < 1) {
            throw new IllegalArgumentException("threads: expected 1 or more, was " + threads);
        }
        if (periodMs < 0) {
            throw new IllegalArgumentException("periodMs: expected 0 or more, was " + periodMs);
        }
    }

    /** A plan of one thread, one period per sample boundary, nothing to compare. */
    public static BacktestPlan of(
            MarketSource market, PipelineSettings pipeline, ModelAccess models, List<ControlRecord> control) {
        return new BacktestPlan(market, pipeline, models, control, 1, false, false, 0, Double.NaN);
    }
}
