package io.quorate.lookahead;

import io.quorate.ensemble.BundleManifest;
import io.quorate.ensemble.BundleManifest.TrainingWindow;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.model.ReferenceColumn;
import io.quorate.schema.model.ReferenceMember;
import io.quorate.schema.model.ReferenceProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a bundle was made from what it is going to decide: its training window and the labels of its last rows against
 * the first event time it decides at, its scaler against the rows inside the window, its calibration and its reference
 * against the rows there were.
 */
public final class BundleCheck {
    private final BundleManifest manifest;
    private final long decidesFromMs;
    private final List<Offender> offenders = new ArrayList<>();
    private final List<String> notTested = new ArrayList<>();

    /**
     * What was found.
     *
     * @param offenders what knows the future
     * @param notTested what could not be looked at, and why
     * @param cleanFromMs first event time from which the bundle decides nothing it was made from
     */
    public record Finding(List<Offender> offenders, List<String> notTested, long cleanFromMs) {
        public Finding {
            offenders = List.copyOf(offenders);
            notTested = List.copyOf(notTested);
        }
    }

    private BundleCheck(BundleManifest manifest, long decidesFromMs) {
        this.manifest = manifest;
        this.decidesFromMs = decidesFromMs;
    }

    /**
     * Checks a bundle.
     *
     * @param reference what it was made from; null when it does not say
     * @param counts rows it was made from; null when it does not say
     * @param vectors of the history, in the layout {@code names} name, that reaches into the training window or not
     * @param names columns of the vectors
     * @param decidesFromMs first event time the bundle decides at
     */
    public static Finding of(
            BundleManifest manifest,
            @Nullable ReferenceProfile reference,
            @Nullable SplitCounts counts,
            List<FeatureVector> vectors,
            List<String> names,
            long decidesFromMs) {
        BundleCheck check = new BundleCheck(manifest, decidesFromMs);
        long labelsMs = check.labelsKnownMs(vectors);
        check.window(labelsMs);
        check.scaler(vectors, names);
        check.calibration(counts);
        check.reference(reference, counts);
        return new Finding(check.offenders, check.notTested, labelsMs);
    }

    private void offends(String column, long tsMs, String expected, String was) {
        offenders.add(new Offender(
                Stage.BUNDLE,
                column,
                manifest.version(),
                tsMs,
                decidesFromMs,
                Method.BUNDLE,
                expected,
                was,
                1,
                1,
                Math.max(0, tsMs - decidesFromMs)));
    }

    private void window(long labelsMs) {
        TrainingWindow window = manifest.window();
        if (window.toMs() >= decidesFromMs) {
            offends(
                    "training window",
                    window.toMs(),
                    "rows before the first event time it decides, " + Instant.ofEpochMilli(decidesFromMs),
                    "rows through " + Instant.ofEpochMilli(window.toMs()));
        }
        if (labelsMs > decidesFromMs) {
            offends(
                    "label horizon",
                    labelsMs,
                    "labels known by the first event time it decides, " + Instant.ofEpochMilli(decidesFromMs),
                    "labels of " + manifest.label().horizonSamples() + " samples, known at "
                            + Instant.ofEpochMilli(labelsMs));
        }
    }

    /** When the last label of the window was known: a horizon of samples of its symbol later, by the history if it has them. */
    private long labelsKnownMs(List<FeatureVector> vectors) {
        long toMs = manifest.window().toMs();
        int horizon = manifest.label().horizonSamples();
        Map<String, List<Long>> bySymbol = new TreeMap<>();
        vectors.forEach(v -> bySymbol.computeIfAbsent(v.sample().symbol(), s -> new ArrayList<>())
                .add(v.sample().tsMs()));
        long knownMs = toMs;
        for (List<Long> times : bySymbol.values()) {
            int last = times.size() - 1;
            while (last >= 0 && times.get(last) > toMs) {
                last--;
            }
            long ms = last >= 0 && last + horizon < times.size()
                    ? times.get(last + horizon)
                    : toMs + horizon * medianStepMs(times);
            knownMs = Math.max(knownMs, ms);
        }
        return knownMs;
    }

    private static long medianStepMs(List<Long> times) {
        long[] steps = LongStream.range(1, times.size())
                .map(i -> times.get((int) i) - times.get((int) i - 1))
                .sorted()
                .toArray();
        return steps.length == 0 ? 0 : steps[steps.length / 2];
    }

    private void scaler(List<FeatureVector> vectors, List<String> names) {
        TrainingWindow window = manifest.window();
        int[] at = places(names);
        List<ScalerMatch.Row> rows = vectors.stream()
                .filter(v -> v.sample().tsMs() >= window.fromMs())
                .sorted(Comparator.comparingLong((FeatureVector v) -> v.sample().tsMs()))
                .map(v -> new ScalerMatch.Row(v.sample().tsMs(), at.length == 0 ? v.values() : chosen(v.values(), at)))
                .toList();
        boolean covers = vectors.stream().anyMatch(v -> v.sample().tsMs() <= window.fromMs())
                && rows.stream().anyMatch(row -> row.tsMs() >= window.toMs());
        if (!covers) {
            notTested.add("scaler: expected a history that holds the training window, "
                    + Instant.ofEpochMilli(window.fromMs()) + " to " + Instant.ofEpochMilli(window.toMs())
                    + ", was another");
            return;
        }
        ScalerMatch match = ScalerMatch.of(manifest.scaler(), rows, window.toMs());
        if (match.beyond(window.toMs())) {
            offends(
                    "scaler",
                    match.throughMs(),
                    "fitted on rows through " + Instant.ofEpochMilli(window.toMs()) + " at most (nearest: off by "
                            + match.distanceWithin() + ")",
                    "that of rows through " + Instant.ofEpochMilli(match.throughMs()) + " (off by " + match.distance()
                            + ")");
        }
    }

    private int[] places(List<String> names) {
        return names.equals(manifest.featureNames())
                ? new int[0]
                : manifest.featureNames().stream().mapToInt(names::indexOf).toArray();
    }

    private static double[] chosen(double[] values, int[] at) {
        return Arrays.stream(at)
                .mapToDouble(i -> i < 0 ? Double.NaN : values[i])
                .toArray();
    }

    private void calibration(@Nullable SplitCounts counts) {
        if (counts == null) {
            notTested.add("calibration: expected metrics.json with the rows of each split, was without");
            return;
        }
        long most = counts.train() + counts.calibration();
        new TreeMap<>(counts.calibratedOn()).forEach((member, rows) -> {
            if (rows > most) {
                offends(
                        "calibration of " + member,
                        manifest.window().toMs(),
                        "fitted on the " + most + " rows of training and calibration at most",
                        rows + " rows");
            }
        });
    }

    private void reference(@Nullable ReferenceProfile reference, @Nullable SplitCounts counts) {
        if (reference == null || counts == null) {
            notTested.add("reference: expected reference.json and metrics.json, was without");
            return;
        }
        Map<String, Long> most = new HashMap<>();
        for (ReferenceColumn column : reference.features()) {
            most.merge("reference of the features", column.rows() + column.missing(), Math::max);
        }
        for (ReferenceMember member : reference.members()) {
            most.merge(
                    "reference of the members",
                    member.output().rows() + member.output().missing(),
                    Math::max);
        }
        for (Map.Entry<String, Long> e : new TreeMap<>(most).entrySet()) {
            long allowed = e.getKey().endsWith("features") ? counts.train() : counts.calibration();
            if (e.getValue() > allowed) {
                offends(
                        e.getKey(),
                        manifest.window().toMs(),
                        "made of the " + allowed + " rows of its split",
                        e.getValue() + " rows");
            }
        }
    }
}
