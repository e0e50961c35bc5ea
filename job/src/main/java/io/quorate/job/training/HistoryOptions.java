package io.quorate.job.training;

import io.quorate.feature.FeatureLayout;
import io.quorate.feature.GapRule;
import io.quorate.feature.HigherTimeframe;
import io.quorate.market.DedupeRule;
import java.util.List;

/**
 * How history becomes samples; equal to what a job would do with the same records.
 *
 * @param barIntervalMs length of the bars built from trades, or of ready bars; 0 = every trade is a sample, and the
 *     interval of ready bars is the least distance of two of one symbol
 * @param untilMs event time after which nothing is used; {@link Long#MAX_VALUE} for no end
 * @param windows window lengths of the features, ascending
 * @param dedupe what counts as a repeat
 * @param higher higher timeframes of the features
 * @param gaps what the absence of bars means
 */
public record HistoryOptions(
        long barIntervalMs,
        long untilMs,
        List<Integer> windows,
        DedupeRule dedupe,
        List<HigherTimeframe> higher,
        GapRule gaps) {
    /** The job's default: an identity is remembered for a minute, records without one never repeat. */
    public static final DedupeRule DEDUPE = new DedupeRule(60_000, false);

    public HistoryOptions {
        windows = List.copyOf(windows);
        higher = List.copyOf(higher);
        if (barIntervalMs < 0) {
            throw new IllegalArgumentException("barIntervalMs: expected >= 0, was " + barIntervalMs);
        }
    }

    /** Without higher timeframes, nothing filled. */
    public HistoryOptions(long barIntervalMs, long untilMs, List<Integer> windows, DedupeRule dedupe) {
        this(barIntervalMs, untilMs, windows, dedupe, List.of(), GapRule.NONE);
    }

    /** The layout of the windows; throws IllegalArgumentException when they make none. */
    public FeatureLayout layout() {
        return FeatureLayout.standard(
                        windows.stream().mapToInt(Integer::intValue).toArray())
                .with(higher);
    }
}
