package io.quorate.control;

import java.util.ArrayDeque;

/**
 * How far ahead of the market watermark the frontier runs: far enough that live traffic never waits, and never past the
 * effect of a weights window that is not logged.
 *
 * <p>F = min(W + lead, S + window + delay - 1), with lead = max(minimum, event time advanced in the last two seconds of
 * wall time). The wall clock only moves F, which no decision depends on.
 */
final class FrontierPolicy {

    private static final long SPAN_NANOS = 2_000_000_000L;
    private static final long QUIET_NANOS = 100_000_000L;
    private static final long NEAR_MS = 500;
    /** Advances closer together than this are one: at most a hundred are remembered, whatever the traffic. */
    private static final long GRAIN_NANOS = 20_000_000L;

    private final SequencerSettings settings;
    private final ArrayDeque<long[]> advances = new ArrayDeque<>();
    private long lastWriteNanos = Long.MIN_VALUE;

    FrontierPolicy(SequencerSettings settings) {
        this.settings = settings;
    }

    void advanced(long watermarkMs, long nowNanos) {
        long[] last = advances.peekLast();
        if (last != null && advances.size() > 1 && nowNanos - last[0] < GRAIN_NANOS) {
            last[1] = watermarkMs;
        } else {
            advances.addLast(new long[] {nowNanos, watermarkMs});
        }
        while (advances.size() > 1 && nowNanos - advances.getFirst()[0] > SPAN_NANOS) {
            advances.removeFirst();
        }
    }

    long target(long watermarkMs, long loggedToMs) {
        long byWeights = loggedToMs + settings.windowMs() + settings.delayMs() - 1;
        return watermarkMs == Long.MAX_VALUE ? byWeights : Math.min(watermarkMs + leadMs(), byWeights);
    }

    private long leadMs() {
        long advanced = advances.isEmpty() ? 0 : advances.getLast()[1] - advances.getFirst()[1];
        return Math.max(settings.minLeadMs(), advanced);
    }

    /** Whether a greater target is worth a record now. */
    boolean due(long frontierMs, long watermarkMs, boolean weightsLogged, long nowNanos) {
        boolean near = watermarkMs == Long.MAX_VALUE || frontierMs < watermarkMs + NEAR_MS;
        return weightsLogged || near || quiet(nowNanos);
    }

    /** Whether the last record is long enough ago. */
    boolean quiet(long nowNanos) {
        return lastWriteNanos == Long.MIN_VALUE || nowNanos - lastWriteNanos > QUIET_NANOS;
    }

    void written(long nowNanos) {
        lastWriteNanos = nowNanos;
    }
}
