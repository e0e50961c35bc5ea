package io.quorate.job.tune;

import io.quorate.backtest.PipelineSettings;
import io.quorate.feature.FeatureLayout;
import io.quorate.job.training.HistoryOptions;
import io.quorate.job.training.MarketHistory;
import io.quorate.job.training.SampleHistory;
import io.quorate.schema.feature.FeatureVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The feature vectors of a history: what a job with the same options would compute, kept for every trial that asks for the
 * same. Immutable.
 */
final class VectorHistory {
    private static final Comparator<FeatureVector> ORDER = Comparator.comparingLong(
                    (FeatureVector v) -> v.sample().tsMs())
            .thenComparing(v -> v.sample().symbol())
            .thenComparingLong(FeatureVector::seq);

    /** What a vector takes beside its values. */
    private static final long VECTOR_BYTES = 240;

    private final FeatureLayout layout;
    private final List<List<FeatureVector>> histories = new ArrayList<>();
    private final FeatureVector[] ordered;

    private VectorHistory(FeatureLayout layout, List<FeatureVector> vectors) {
        this.layout = layout;
        FeatureVector last = null;
        for (FeatureVector v : vectors) {
            boolean follows =
                    last != null && v.sample().symbol().equals(last.sample().symbol()) && v.seq() == last.seq() + 1;
            if (!follows) {
                histories.add(new ArrayList<>());
            }
            histories.get(histories.size() - 1).add(v);
            last = v;
        }
        ordered = vectors.toArray(FeatureVector[]::new);
        Arrays.sort(ordered, ORDER);
    }

    /**
     * Computes them.
     *
     * @param warmUpSamples first vectors of each symbol that are left out
     */
    static VectorHistory of(MarketHistory history, PipelineSettings settings, int warmUpSamples) {
        FeatureLayout layout = settings.layout();
        HistoryOptions options = new HistoryOptions(
                settings.barIntervalMs(),
                Long.MAX_VALUE,
                Arrays.stream(layout.windows()).boxed().toList(),
                settings.dedupe(),
                layout.higher(),
                settings.gaps());
        List<FeatureVector> vectors = new ArrayList<>();
        Map<String, Integer> left = new TreeMap<>();
        SampleHistory.of(history, options).forEach(vector -> {
            int before = left.merge(vector.sample().symbol(), 1, Integer::sum);
            if (before > warmUpSamples) {
                vectors.add(vector);
            }
        });
        return new VectorHistory(layout, vectors);
    }

    FeatureLayout layout() {
        return layout;
    }

    /** Consecutive vectors of one symbol each, symbols in name order; a symbol whose features start anew has several. */
    Collection<List<FeatureVector>> histories() {
        return Collections.unmodifiableList(histories);
    }

    int size() {
        return ordered.length;
    }

    /** In the order of event time, symbol and sequence. */
    FeatureVector vector(int i) {
        return ordered[i];
    }

    /** Place of the first vector at or after an event time. */
    int firstFrom(long tsMs) {
        int low = 0;
        int high = ordered.length;
        while (low < high) {
            int mid = (low + high) >>> 1;
            if (ordered[mid].sample().tsMs() < tsMs) {
                low = mid + 1;
            } else {
                high = mid;
            }
        }
        return low;
    }

    /** Memory it takes, about. */
    long bytes() {
        return ordered.length * (VECTOR_BYTES + Double.BYTES * (long) layout.size());
    }
}
