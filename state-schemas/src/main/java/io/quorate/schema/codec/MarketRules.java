package io.quorate.schema.codec;

import java.io.Serializable;

/**
 * What the market topic of a job may contain.
 *
 * <p>A job that builds bars takes trades only. One that makes every record a sample takes both, also of one symbol:
 * keeping a feed to one kind is its publisher's part.
 *
 * @param clampMs how far an event time may be ahead of the broker's record time
 * @param maxPayloadBytes greatest record size
 * @param trades trades are welcome
 * @param bars ready bars are welcome
 * @param barIntervalMs every bar's interval must be a multiple of it; 0 = any
 */
public record MarketRules(long clampMs, int maxPayloadBytes, boolean trades, boolean bars, long barIntervalMs)
        implements Serializable {

    public MarketRules {
        if (clampMs < 0 || maxPayloadBytes <= 0 || barIntervalMs < 0) {
            throw new IllegalArgumentException("expected clampMs >= 0, maxPayloadBytes > 0, barIntervalMs >= 0, was "
                    + clampMs + ", " + maxPayloadBytes + ", " + barIntervalMs);
        }
    }

    /** Trades and bars alike. */
    public static MarketRules any(long clampMs, int maxPayloadBytes) {
        return new MarketRules(clampMs, maxPayloadBytes, true, true, 0);
    }

    /** Trades only, for a job that builds bars from them. */
    public static MarketRules tradesOnly(long clampMs, int maxPayloadBytes) {
        return new MarketRules(clampMs, maxPayloadBytes, true, false, 0);
    }

    /** Ready bars only. */
    public static MarketRules barsOnly(long clampMs, int maxPayloadBytes, long barIntervalMs) {
        return new MarketRules(clampMs, maxPayloadBytes, false, true, barIntervalMs);
    }
}
