package io.quorate.learn;

import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.model.LabelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects the feature vectors of a history, labels and splits them.
 *
 * <p>A row needs a whole horizon of later samples of its symbol, also when its barrier is touched early: otherwise the
 * last rows would be chosen by their outcome. Symbols are labelled apart and split at common times.
 */
public final class TrainingSetBuilder {
    private final String layoutId;
    private final List<String> featureNames;
    private final LabelSpec label;
    private final SplitOptions split;
    private final Map<String, List<FeatureVector>> histories = new TreeMap<>();

    public TrainingSetBuilder(String layoutId, List<String> featureNames, LabelSpec label, SplitOptions split) {
        this.layoutId = layoutId;
        this.featureNames = List.copyOf(featureNames);
        this.label = label;
        this.split = split;
    }

    /**
     * Adds the next vector of its symbol.
     *
     * @throws IllegalArgumentException for another layout, or a vector that does not follow its predecessor
     */
    public TrainingSetBuilder add(FeatureVector vector) {
        if (!vector.layoutId().equals(layoutId)) {
            throw new IllegalArgumentException("expected layout " + layoutId + ", was " + vector.layoutId());
        }
        String symbol = vector.sample().symbol();
        List<FeatureVector> history = histories.computeIfAbsent(symbol, s -> new ArrayList<>());
        if (!history.isEmpty()) {
            FeatureVector last = history.get(history.size() - 1);
            if (vector.seq() != last.seq() + 1
                    || vector.sample().tsMs() < last.sample().tsMs()) {
                throw new IllegalArgumentException("expected sequence " + (last.seq() + 1) + " of " + symbol
                        + " not before " + last.sample().tsMs() + ", was " + vector.seq() + " at "
                        + vector.sample().tsMs());
            }
        }
        history.add(vector);
        return this;
    }

    /** Adds vectors in order; as above. */
    public TrainingSetBuilder add(Iterable<FeatureVector> vectors) {
        vectors.forEach(this::add);
        return this;
    }

    /**
     * Labels, splits and orders the rows.
     *
     * @throws IllegalArgumentException if no row has a whole horizon after it
     */
    public TrainingSet build() {
        return labelled().split(split);
    }

    /**
     * Labels the rows, for splits of other kinds.
     *
     * @throws IllegalArgumentException if no row has a whole horizon after it
     */
    public LabelledHistory labelled() {
        return LabelledHistory.of(layoutId, featureNames, label, histories.values());
    }
}
