package io.quorate.backtest;

/**
 * How far a symbol came: from records to samples to predictions.
 *
 * @param symbol instrument
 * @param accepted records
 * @param duplicates records that were seen before
 * @param samples bars, or trades
 * @param predictions samples after the warm-up
 * @param firstMs event time of the first sample; {@link Long#MAX_VALUE} without one
 * @param firstPredictionMs event time of the first prediction; {@link Long#MAX_VALUE} without one
 * @param lastMs event time of the last sample
 * @param longestGapMs greatest distance of two samples that follow each other
 */
public record SymbolCoverage(
        String symbol,
        long accepted,
        long duplicates,
        long samples,
        long predictions,
        long firstMs,
        long firstPredictionMs,
        long lastMs,
        long longestGapMs) {

    /** Whether every feature had its samples. */
    public boolean warm() {
        return predictions > 0;
    }
}
