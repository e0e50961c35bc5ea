package io.quorate.backtest;

/**
 * Predictions whose label became known in a stretch of event time, against those labels.
 *
 * @param fromMs its begin
 * @param toMs its end, exclusive
 * @param count labels
 * @param predicted mean probability
 * @param observed share of labels that are 1
 * @param brier mean squared error
 */
public record CalibrationPeriod(long fromMs, long toMs, long count, double predicted, double observed, double brier) {}
