package io.quorate.performance;

/**
 * A closed trade.
 *
 * @param ret simple return after costs
 * @param holdMs from entry to exit
 * @param mae greatest adverse move while it was open, a fraction of the entry price; NaN when not known
 * @param mfe greatest favourable move, likewise
 * @param exitReason why it was closed
 */
public record TradeReturn(double ret, long holdMs, double mae, double mfe, String exitReason) {
    public TradeReturn {
        if (!Double.isFinite(ret) || holdMs < 0 || Double.isInfinite(mae) || Double.isInfinite(mfe)) {
            throw new IllegalArgumentException("expected a finite return, a hold from 0 ms and finite excursions, was "
                    + ret + ", " + holdMs + " ms, " + mae + " and " + mfe);
        }
    }
}
