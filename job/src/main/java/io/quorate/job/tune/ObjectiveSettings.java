package io.quorate.job.tune;

import io.quorate.job.options.Settings;
import io.quorate.learn.WalkForward;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.control.StrategySpec;
import java.util.List;

/**
 * What the {@code settings} of a space file say: what all trials have in common.
 *
 * @param symbols those that are used; empty for all
 * @param fromMs first event time used
 * @param untilMs event time before which everything used lies
 * @param kind whether training spans roll or expand
 * @param trainMs length of the first training span; 0 for half of the time before the hold-out
 * @param testMs length of a test span; 0 for a fifth of the rest
 * @param embargoMs between training and test span
 * @param holdOut share of the records, the latest, that no trial sees
 * @param periodMs length of the periods of returns
 * @param periodsPerYear how many there are in a year; NaN to count them
 * @param seed of the members
 * @param strategy a trial starts from
 * @param limits a trial starts from
 * @param options of the job
 */
record ObjectiveSettings(
        List<String> symbols,
        long fromMs,
        long untilMs,
        WalkForward.Kind kind,
        long trainMs,
        long testMs,
        long embargoMs,
        double holdOut,
        long periodMs,
        double periodsPerYear,
        long seed,
        StrategySpec strategy,
        LimitsSpec limits,
        Settings options) {

    ObjectiveSettings {
        symbols = List.copyOf(symbols);
    }
}
