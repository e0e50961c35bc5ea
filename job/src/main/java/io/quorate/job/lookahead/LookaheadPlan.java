package io.quorate.job.lookahead;

import io.quorate.job.options.Settings;
import io.quorate.lookahead.LookaheadOptions;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is put to the test.
 *
 * @param input files of bars or trades
 * @param settings the options that decide
 * @param bundle scores; null for features alone
 * @param strategy file of the strategy that decides; null for none
 * @param limits file of its limits; null for none
 * @param command makes a table of the history; null to test the pipeline
 * @param stampedAtClose whether that table bears the close time of bars
 * @param decidesFromMs first event time the bundle decides at; {@link Long#MIN_VALUE} for the first record
 * @param options cuts and seed
 */
public record LookaheadPlan(
        List<Path> input,
        Settings settings,
        @Nullable Path bundle,
        @Nullable Path strategy,
        @Nullable Path limits,
        @Nullable String command,
        boolean stampedAtClose,
        long decidesFromMs,
        LookaheadOptions options) {
    public LookaheadPlan {
        input = List.copyOf(input);
    }
}
