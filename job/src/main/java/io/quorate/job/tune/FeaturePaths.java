package io.quorate.job.tune;

import io.quorate.ensemble.ScalerKind;
import io.quorate.job.options.JobOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The paths that change what members see and what they predict. */
final class FeaturePaths {
    private static final double MINUTE_MS = 60_000;

    private FeaturePaths() {}

    static List<TunedValue> all() {
        List<TunedValue> all = new ArrayList<>();
        all.add(TunedValue.text(
                "features.windows",
                "Window lengths in samples, ascending: 5,10,20,50.",
                (d, v) -> d.option(JobOptions.WINDOWS, v)));
        all.add(TunedValue.text(
                "features.higher",
                "Features of longer bars too: 4h:5+20, or empty.",
                (d, v) -> d.option(JobOptions.HIGHER, v)));
        for (FeatureGroup group : FeatureGroup.values()) {
            String name = group.name().toLowerCase(Locale.ROOT);
            all.add(TunedValue.flag(
                    "features." + name,
                    "Whether members learn from the group " + name + ".",
                    (d, v) -> d.group(name, v)));
        }
        all.add(TunedValue.constant(
                "features.scaler",
                ScalerKind.class,
                "Normalisation of the linear members' inputs.",
                (d, v) -> d.train.scaler(v)));
        all.add(TunedValue.choice(
                "features.label",
                List.of("direction", "triple-barrier"),
                "What is predicted.",
                (d, v) -> d.barriers = v.equals("triple-barrier")));
        all.add(TunedValue.integer(
                "features.horizon",
                1,
                10_000,
                "Samples until the label is known.",
                (d, v) -> d.horizonSamples = (int) v));
        all.add(TunedValue.number(
                "features.upper",
                0.01,
                100,
                "Upper barrier in sigmas of a sample, of triple-barrier.",
                (d, v) -> d.upperSigmas = v));
        all.add(TunedValue.number(
                "features.lower",
                0.01,
                100,
                "Lower barrier in sigmas of a sample, of triple-barrier.",
                (d, v) -> d.lowerSigmas = v));
        all.add(TunedValue.number(
                "features.bars_min",
                0.001,
                10_080,
                "Length of the bars built from trades, minutes; not for files of ready bars.",
                (d, v) -> d.duration(JobOptions.BARS_INTERVAL, v * MINUTE_MS)));
        return all;
    }
}
