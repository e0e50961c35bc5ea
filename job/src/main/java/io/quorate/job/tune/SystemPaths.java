package io.quorate.job.tune;

import io.quorate.job.options.JobOptions;
import io.quorate.job.options.WeightsMode;
import io.quorate.job.options.WeightsRegimes;
import java.util.List;
import java.util.Locale;

/** The paths that change how the system runs: the options of a job that decide, and how it is retrained. */
final class SystemPaths {
    private static final double MINUTE_MS = 60_000;
    private static final double HOUR_MS = 3_600_000;

    private SystemPaths() {}

    static List<TunedValue> all() {
        return List.of(
                TunedValue.number(
                        "system.lateness_ms",
                        0,
                        3_600_000,
                        "How late a record may be. Files are read in time order, so it changes no outcome, only the options written.",
                        (d, v) -> d.duration(JobOptions.LATENESS, v)),
                TunedValue.integer(
                        "system.warm_up_samples",
                        0,
                        1_000_000,
                        "Samples of a symbol left out once its features are ready.",
                        (d, v) -> d.warmUpSamples = (int) v),
                TunedValue.number(
                        "system.gap_reset_h",
                        0,
                        87_600,
                        "Hours without a sample after which features start anew; 0 never.",
                        (d, v) -> {
                            if (v > 0) {
                                d.duration(JobOptions.GAP_RESET, v * HOUR_MS);
                            }
                        }),
                TunedValue.number(
                        "system.train_days",
                        0,
                        36_500,
                        "Days a rolling training span goes back; 0 to the beginning of the history.",
                        (d, v) -> d.trainDays(v)),
                TunedValue.number(
                        "system.embargo_h",
                        0,
                        87_600,
                        "Hours between training and test span.",
                        (d, v) -> d.embargoHours(v)),
                TunedValue.constant(
                        "system.weights_mode",
                        WeightsMode.class,
                        "What the weights of the members follow.",
                        (d, v) -> d.option(JobOptions.WEIGHTS_MODE, v.name().toLowerCase(Locale.ROOT))),
                TunedValue.number(
                        "system.weights_window_min",
                        0.01,
                        43_200,
                        "Minutes whose known labels make one update of the weights.",
                        (d, v) -> d.duration(JobOptions.WEIGHTS_WINDOW, v * MINUTE_MS)),
                TunedValue.number(
                        "system.weights_delay_min",
                        0.001,
                        43_200,
                        "Minutes from the end of that window to its effect.",
                        (d, v) -> d.duration(JobOptions.WEIGHTS_DELAY, v * MINUTE_MS)),
                TunedValue.number(
                        "system.weights_decay",
                        0,
                        0.9999,
                        "Share of the old weight that survives an update.",
                        (d, v) -> d.option(JobOptions.WEIGHTS_DECAY, Double.toString(v))),
                TunedValue.number(
                        "system.weights_floor",
                        0,
                        0.25,
                        "Least weight of a member.",
                        (d, v) -> d.option(JobOptions.WEIGHTS_FLOOR, Double.toString(v))),
                TunedValue.constant(
                        "system.weights_by_regime",
                        WeightsRegimes.class,
                        "Whether each volatility regime learns its own weights.",
                        (d, v) ->
                                d.option(JobOptions.WEIGHTS_BY_REGIME, v.name().toLowerCase(Locale.ROOT))));
    }
}
