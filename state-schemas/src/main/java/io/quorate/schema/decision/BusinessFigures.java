package io.quorate.schema.decision;

import java.util.List;

/**
 * How one portfolio is doing at the end of an event-time window in which it decided something.
 *
 * @param portfolio whose
 * @param fromMs start of the window, included
 * @param toMs its end, excluded
 * @param inWindow decisions of the window
 * @param inLastHour decisions of the windows that began in the hour before the end, this one included
 * @param equityMicros cash and marked positions
 * @param profitMicros equity less the starting balance: live profit or loss
 * @param realisedMicros profit or loss of the closed parts, after their exit fees
 * @param feesMicros fees of every fill
 * @param trades closed trades
 * @param wins those with a profit
 * @param losses those with a loss
 * @param profitFactor gross profit over gross loss of the closing fills; NaN without a loss
 * @param winRate wins over trades; NaN without a trade
 * @param drawdown from the peak, a fraction
 * @param drawdownLatched entries are latched off by a drawdown
 * @param killed entries are off by a kill switch
 * @param positions open positions
 * @param orders pending orders
 * @param limits exposure against each limit in force
 */
public record BusinessFigures(
        String portfolio,
        long fromMs,
        long toMs,
        OutcomeCounts inWindow,
        OutcomeCounts inLastHour,
        long equityMicros,
        long profitMicros,
        long realisedMicros,
        long feesMicros,
        long trades,
        long wins,
        long losses,
        double profitFactor,
        double winRate,
        double drawdown,
        boolean drawdownLatched,
        boolean killed,
        int positions,
        int orders,
        List<RiskComponent> limits) {

    public BusinessFigures {
        limits = List.copyOf(limits);
    }
}
