package io.quorate.risk;

import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.state.PortfolioState;
import org.jspecify.annotations.Nullable;

/**
 * Equity of a portfolio at sample boundaries, its peak, its drawdown latch and the base of the daily loss.
 *
 * <p>Drawdown = 1 - equity / peak, the peak starting at the starting balance. The daily base is the equity marked at
 * the first sample of the UTC day.
 */
public final class EquityCurve {

    private static final long DAY_MS = 86_400_000L;

    private EquityCurve() {}

    /** Gives the portfolio its starting balance. */
    public static void open(PortfolioState state, long initialEquityMicros) {
        state.opened = true;
        // an external venue may have told of a position before there was a strategy
        state.cashMicros = Math.addExact(state.cashMicros, initialEquityMicros);
        state.equityMicros = initialEquityMicros;
        state.peakEquityMicros = initialEquityMicros;
    }

    /** Values the portfolio at the marks its positions carry now; nothing before it has a balance. */
    public static void mark(PortfolioState state, long tsMs, @Nullable LimitsSpec limits) {
        if (!state.opened) {
            return;
        }
        state.equityMicros = Math.addExact(state.cashMicros, Exposure.positionsMicros(state));
        state.peakEquityMicros = Math.max(state.peakEquityMicros, state.equityMicros);
        long day = Math.floorDiv(tsMs, DAY_MS);
        if (day != state.day) {
            state.day = day;
            state.dayStartEquityMicros = state.equityMicros;
        }
        if (limits != null && !(drawdown(state) <= limits.maxDrawdown())) {
            state.drawdownLatched = true;
        }
    }

    /** Takes the equity as the new peak and releases the latch, once for each effective time of a reset. */
    public static void reset(PortfolioState state, long resetMs) {
        if (resetMs > state.resetThroughMs) {
            state.resetThroughMs = resetMs;
            state.peakEquityMicros = state.equityMicros;
            state.drawdownLatched = false;
        }
    }

    /** Drawdown in [0, 1] (more when equity is negative); NaN without a positive peak. */
    public static double drawdown(PortfolioState state) {
        return loss(state.peakEquityMicros, state.equityMicros);
    }

    /** Loss since the day's base, never negative; NaN without a positive base. */
    public static double dailyLoss(PortfolioState state) {
        return Math.max(0, loss(state.dayStartEquityMicros, state.equityMicros));
    }

    /** Exact numerator, one rounding: a loss of exactly its limit compares equal to it. */
    private static double loss(long fromMicros, long toMicros) {
        return fromMicros > 0 ? (double) (fromMicros - toMicros) / fromMicros : Double.NaN;
    }
}
