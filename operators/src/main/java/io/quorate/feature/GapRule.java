package io.quorate.feature;

import java.io.Serializable;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the absence of bars means.
 *
 * <p>Inside a trading session a missing bar is one at the close before it with volume 0; outside none is missing. It is
 * known to be missing when the next bar comes, not when time passes: then what is filled depends on the bars alone, and
 * no decision is made on a price nobody paid. At most {@value #MOST_FILLED} bars of one gap are filled: more would only
 * repeat what all windows hold already.
 *
 * @param session null fills nothing
 * @param resetAfterMs a gap longer than this starts the features anew; 0 never
 */
public record GapRule(@Nullable TradingSession session, long resetAfterMs) implements Serializable {

    /** Fills nothing, never resets. */
    public static final GapRule NONE = new GapRule(null, 0);

    /** Twice the greatest window. */
    public static final int MOST_FILLED = 10_000;

    private static final int MOST_LOOKED_AT = 1_000_000;

    public GapRule {
        if (resetAfterMs < 0) {
            throw new IllegalArgumentException("resetAfterMs: expected >= 0, was " + resetAfterMs);
        }
    }

    /** Whether features start anew between samples of these times. */
    boolean resets(long beforeMs, long nowMs) {
        return resetAfterMs > 0 && nowMs - beforeMs > resetAfterMs;
    }

    /**
     * Hands on the close time of each missing bar between two, in order.
     *
     * @return how many
     */
    public int fill(long beforeMs, long nowMs, long intervalMs, LongConsumer closeMs) {
        TradingSession open = session;
        if (open == null || intervalMs <= 0 || nowMs - beforeMs <= intervalMs) {
            return 0;
        }
        int filled = 0;
        long at = beforeMs + intervalMs;
        for (int i = 0; i < MOST_LOOKED_AT && filled < MOST_FILLED && at < nowMs; i++, at += intervalMs) {
            if (open.holds(at - intervalMs, at)) {
                closeMs.accept(at);
                filled++;
            }
        }
        return filled;
    }
}
