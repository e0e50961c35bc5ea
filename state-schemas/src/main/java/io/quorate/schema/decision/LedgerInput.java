package io.quorate.schema.decision;

/**
 * What a portfolio saw of a prediction beside the {@link LedgerEvidence}: the sample, the rest of the label, the regime.
 *
 * @param open first price of the sample
 * @param high highest price
 * @param low lowest price
 * @param close last price
 * @param volume traded size
 * @param trades trades inside; 0 when unknown
 * @param vwap volume-weighted price
 * @param intervalMs length of the bar; 0 for a trade
 * @param upperSigmas distance of the label's upper barrier
 * @param lowerSigmas distance of its lower barrier
 * @param moveThreshold least absolute log return of a big move
 * @param regimeState most probable hidden state; -1 for none
 * @param regimeProbability its probability; NaN for none
 * @param regimeSamples samples for which it has been the most probable one
 */
public record LedgerInput(
        double open,
        double high,
        double low,
        double close,
        double volume,
        long trades,
        double vwap,
        long intervalMs,
        double upperSigmas,
        double lowerSigmas,
        double moveThreshold,
        int regimeState,
        double regimeProbability,
        long regimeSamples) {}
