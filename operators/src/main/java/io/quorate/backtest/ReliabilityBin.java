package io.quorate.backtest;

/**
 * Predictions of a range of probability against their labels.
 *
 * @param from least probability
 * @param to greatest
 * @param count labels
 * @param predicted mean probability; NaN without labels
 * @param observed share of labels that are 1; NaN without labels
 */
public record ReliabilityBin(double from, double to, long count, double predicted, double observed) {}
