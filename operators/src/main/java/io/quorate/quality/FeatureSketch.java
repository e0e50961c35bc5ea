package io.quorate.quality;

import io.quorate.schema.model.Prediction;
import io.quorate.schema.model.PredictionStatus;
import io.quorate.schema.model.ReferenceColumn;
import io.quorate.schema.model.ReferenceProfile;
import io.quorate.schema.state.FeatureCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts the samples of a subtask by event-time window, ensemble version and bin of the reference: nine comparisons and
 * two additions per feature. Holds one window in work and the next, per version. Not thread-safe.
 */
public final class FeatureSketch {

    private static final int EDGES = ReferenceColumn.MAX_BINS - 1;
    private static final int SLOTS = ReferenceColumn.MAX_BINS + 1;
    private static final int MISSING = ReferenceColumn.MAX_BINS;

    private final long windowMs;
    private final List<FeatureCounts> open = new ArrayList<>();
    private @Nullable FeatureCounts last;
    private @Nullable ReferenceProfile edgesOf;
    private double[] edges = {};
    private int features;

    public FeatureSketch(long windowMs) {
        this.windowMs = windowMs;
    }

    /** Takes counts that were kept. */
    public void restore(FeatureCounts counts) {
        SketchSums.merge(open, counts, true);
    }

    /** Open windows, to be kept. */
    public List<FeatureCounts> open() {
        return open;
    }

    /** Counts a sample that was scored; one without a usable prediction is left out. */
    public void add(Prediction p, ReferenceProfile reference) {
        double[] values = p.features().values();
        if (p.status() != PredictionStatus.OK
                || values.length != reference.features().size()
                || p.memberProbabilities().length + 1 != reference.members().size()) {
            return;
        }
        FeatureCounts counts = counts(Math.floorDiv(p.tsMs(), windowMs), p.ensembleVersion(), reference);
        layOut(reference);
        long probability = Math.round(p.probability() * Importance.ONE);
        counts.samples++;
        counts.squaredProbability += Math.round(p.probability() * p.probability() * Importance.ONE);
        countAll(counts, 0, values, probability);
        countAll(counts, features, p.memberProbabilities(), probability);
        count(counts, features + p.memberProbabilities().length, p.probability(), probability);
    }

    private void countAll(FeatureCounts counts, int column, double[] values, long probability) {
        for (int j = 0; j < values.length; j++) {
            count(counts, column + j, values[j], probability);
        }
    }

    private void count(FeatureCounts counts, int column, double x, long probability) {
        int slot = MISSING;
        // beyond what a float can hold a value counts as missing, as it does in training
        if (Math.abs(x) <= Float.MAX_VALUE) {
            slot = 0;
            for (int e = column * EDGES; e < column * EDGES + EDGES; e++) {
                slot += edges[e] <= x ? 1 : 0;
            }
        }
        counts.counts[column * SLOTS + slot]++;
        counts.probabilitySums[column * SLOTS + slot] += probability;
    }

    /** Edges of all columns in one array; what a column has less than nine is NaN, which no value passes. */
    private void layOut(ReferenceProfile reference) {
        if (reference == edgesOf) {
            return;
        }
        List<ReferenceColumn> columns = reference.columns();
        edges = new double[columns.size() * EDGES];
        Arrays.fill(edges, Double.NaN);
        for (int c = 0; c < columns.size(); c++) {
            double[] own = columns.get(c).edges();
            System.arraycopy(own, 0, edges, c * EDGES, own.length);
        }
        features = reference.features().size();
        edgesOf = reference;
    }

    private FeatureCounts counts(long window, long version, ReferenceProfile reference) {
        FeatureCounts current = last;
        if (current != null && current.window == window && current.ensembleVersion == version) {
            return current;
        }
        for (FeatureCounts counts : open) {
            if (counts.window == window && counts.ensembleVersion == version) {
                last = counts;
                return counts;
            }
        }
        int columns = reference.features().size() + reference.members().size();
        FeatureCounts counts = new FeatureCounts();
        counts.window = window;
        counts.ensembleVersion = version;
        counts.counts = new long[columns * SLOTS];
        counts.probabilitySums = new long[columns * SLOTS];
        counts.reference = reference;
        open.add(counts);
        last = counts;
        return counts;
    }

    /** Takes out every window that ends at or before {@code tsMs}. */
    public List<FeatureCounts> closeThrough(long tsMs) {
        List<FeatureCounts> closed = new ArrayList<>();
        for (Iterator<FeatureCounts> it = open.iterator(); it.hasNext(); ) {
            FeatureCounts counts = it.next();
            if ((counts.window + 1) * windowMs <= tsMs) {
                it.remove();
                closed.add(counts);
                last = null;
            }
        }
        return closed;
    }
}
