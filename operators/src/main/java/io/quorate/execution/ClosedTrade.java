package io.quorate.execution;

/**
 * A position that came to its end.
 *
 * @param profitMicros realised profit after every fee, micro-units
 * @param returnFraction profit over the entry notional
 * @param winProbability probability of winning the entry was decided with
 * @param tsMs event time of the last fill
 */
public record ClosedTrade(long profitMicros, double returnFraction, double winProbability, long tsMs) {}
