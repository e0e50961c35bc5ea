package io.quorate.execution;

import java.io.Serializable;

/**
 * Times the order desk goes by; wall-clock ms.
 *
 * @param entryValidMs from the decision to the last time the venue may accept an entry
 * @param exitValidMs the same for an exit
 * @param skewMs how far the venue's clock, the broker's and ours may differ
 * @param retryMs wait before the second request for an order; doubled each time
 * @param maxRetryMs longest such wait
 * @param graceMs how long a fill may wait for its decision
 * @param retentionMs how long an order is remembered after its end
 */
public record DeskRules(
        long entryValidMs, long exitValidMs, long skewMs, long retryMs, long maxRetryMs, long graceMs, long retentionMs)
        implements Serializable {

    public DeskRules {
        if (entryValidMs < 1 || exitValidMs < 1 || skewMs < 0 || retryMs < 1 || maxRetryMs < retryMs) {
            throw new IllegalArgumentException("expected positive times, was " + entryValidMs + ", " + exitValidMs
                    + ", " + skewMs + ", " + retryMs + ", " + maxRetryMs);
        }
        if (graceMs < 0 || retentionMs < graceMs) {
            throw new IllegalArgumentException(
                    "expected a retention of at least the grace of " + graceMs + ", was " + retentionMs);
        }
    }

    long retryMs(int attempts) {
        return Math.min(maxRetryMs, retryMs << Math.min(attempts, 20));
    }
}
