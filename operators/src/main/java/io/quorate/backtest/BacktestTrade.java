package io.quorate.backtest;

import io.quorate.schema.decision.Side;
import io.quorate.schema.execution.FillReason;

/**
 * A position from its first fill to its last. Prices are averages over its fills, spread and slippage included.
 *
 * <p>{@code mae} and {@code mfe} are the worst and the best return the side had while it was held, against the entry
 * price: {@code mae <= 0 <= mfe}. A sample that was held from its open to its close counts with its low and high; of the
 * sample in which the position ended only the open and the fill are certain, of one entered inside only fill and close.
 *
 * @param portfolio whose
 * @param symbol instrument
 * @param side of the position
 * @param entryMs event time of the first fill
 * @param exitMs event time of the last fill
 * @param entryPrice average of the entry fills
 * @param exitPrice average of the exit fills
 * @param quantity units entered
 * @param profit after every fee, quote currency
 * @param ret profit over the entry notional
 * @param mae maximum adverse excursion, a fraction of the entry price
 * @param mfe maximum favourable excursion, a fraction of the entry price
 * @param fees of every fill, quote currency
 * @param exitReason reason of the fill that closed it; parts may have been closed for others before
 * @param decisionId decision that opened it
 */
public record BacktestTrade(
        String portfolio,
        String symbol,
        Side side,
        long entryMs,
        long exitMs,
        double entryPrice,
        double exitPrice,
        double quantity,
        double profit,
        double ret,
        double mae,
        double mfe,
        double fees,
        FillReason exitReason,
        String decisionId) {

    /** Event time it was held. */
    public long holdMs() {
        return exitMs - entryMs;
    }
}
