package io.quorate.market;

import java.io.Serializable;

/**
 * When a record counts as a repeat of an earlier one of the same symbol.
 *
 * @param retentionMs event time for which an identity is remembered; a record later than that is a new one
 * @param exactWithoutId records without an id are repeats if everything in them is equal; otherwise they never are
 */
public record DedupeRule(long retentionMs, boolean exactWithoutId) implements Serializable {

    /** A leap year. */
    static final long MAX_RETENTION_MS = 366L * 86_400_000;

    public DedupeRule {
        if (retentionMs < 0 || retentionMs > MAX_RETENTION_MS) {
            throw new IllegalArgumentException(
                    "retentionMs: expected 0 to " + MAX_RETENTION_MS + ", was " + retentionMs);
        }
    }
}
