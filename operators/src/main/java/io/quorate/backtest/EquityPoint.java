package io.quorate.backtest;

/**
 * A portfolio at a sample boundary, after everything that happened at that event time.
 *
 * @param portfolio whose
 * @param tsMs event time
 * @param equity cash and positions at their marks, quote currency
 * @param drawdown 1 - equity / greatest equity so far, the starting balance included
 * @param grossExposure notional of every position over equity
 * @param netExposure notional of long less short positions over equity
 */
public record EquityPoint(
        String portfolio, long tsMs, double equity, double drawdown, double grossExposure, double netExposure) {}
