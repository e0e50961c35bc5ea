package io.quorate.job.backtest;

import org.jspecify.annotations.Nullable;

/**
 * What became of the records of a backtest; accepted, duplicates, late and rejected add up to {@code records}.
 *
 * @param records records read, heartbeats excluded
 * @param accepted records that made samples
 * @param duplicates records seen before
 * @param late records behind their partition's time
 * @param rejected records the market's rules refuse
 * @param samples bars, or trades
 * @param predictions samples after the warm-up
 * @param decisions of the ensemble's portfolios
 * @param weightTables windows with credits
 * @param firstRejection reason and place of the first refused record; null for none
 */
public record BacktestCounts(
        long records,
        long accepted,
        long duplicates,
        long late,
        long rejected,
        long samples,
        long predictions,
        long decisions,
        long weightTables,
        @Nullable String firstRejection) {}
