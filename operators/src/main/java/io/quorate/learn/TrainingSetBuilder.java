package io.quorate.learn;

import io.quorate.outcome.LabelRule;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.market.Sample;
import io.quorate.schema.model.LabelSpec;
import io.quorate.schema.model.Target;
import io.quorate.schema.state.OutcomeState;
import io.quorate.schema.state.PendingLabel;
import java.util.ArrayList;
import java.util.Arrays;
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
        List<Candidate> candidates = new ArrayList<>();
        histories.values().forEach(history -> candidates.addAll(candidates(history)));
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("expected more than " + label.horizonSamples()
                    + " samples of a symbol, was " + histories.size() + " symbols with fewer");
        }
        TimeCuts cuts =
                TimeCuts.of(candidates.stream().mapToLong(Candidate::tsMs).toArray(), split);
        List<Split> splits =
                candidates.stream().map(c -> cuts.split(c.tsMs(), c.knownMs())).toList();
        LabelSpec resolved = resolve(candidates, splits);
        List<TrainingRow> rows = new ArrayList<>(candidates.size());
        for (int i = 0; i < candidates.size(); i++) {
            Candidate c = candidates.get(i);
            int value = resolved.target() == Target.VOLATILITY
                    ? (c.absoluteMove() > resolved.moveThreshold() ? 1 : 0)
                    : c.label();
            rows.add(new TrainingRow(
                    c.vector().sample().symbol(),
                    c.tsMs(),
                    c.knownMs(),
                    c.vector().values(),
                    value,
                    splits.get(i)));
        }
        return new TrainingSet(layoutId, featureNames, resolved, rows);
    }

    private List<Candidate> candidates(List<FeatureVector> history) {
        int horizon = label.horizonSamples();
        OutcomeState sigmas = new OutcomeState();
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i + horizon < history.size(); i++) {
            double close = history.get(i).sample().close();
            PendingLabel pending = new PendingLabel();
            pending.expirySeq = i + (long) horizon;
            if (LabelRule.arm(pending, label, close, LabelRule.sigma(sigmas, close))) {
                Sample last = history.get(i + horizon).sample();
                candidates.add(new Candidate(
                        history.get(i), last.tsMs(), LabelRule.move(close, last.close()), value(pending, history, i)));
            }
        }
        return candidates;
    }

    private static int value(PendingLabel pending, List<FeatureVector> history, int from) {
        int value = LabelRule.UNKNOWN;
        for (int i = from + 1; value == LabelRule.UNKNOWN; i++) {
            value = LabelRule.label(pending, history.get(i).sample(), i);
        }
        return value;
    }

    /** The threshold of a big move is the median over the training rows. */
    private LabelSpec resolve(List<Candidate> candidates, List<Split> splits) {
        if (label.target() != Target.VOLATILITY) {
            return label;
        }
        double[] moves = new double[candidates.size()];
        int n = 0;
        for (int i = 0; i < moves.length; i++) {
            if (splits.get(i) == Split.TRAIN) {
                moves[n++] = candidates.get(i).absoluteMove();
            }
        }
        if (n == 0) {
            throw new IllegalArgumentException("expected training rows, was none of " + moves.length);
        }
        double[] sorted = Arrays.copyOf(moves, n);
        Arrays.sort(sorted);
        return label.withMoveThreshold((sorted[(n - 1) / 2] + sorted[n / 2]) / 2);
    }

    private record Candidate(FeatureVector vector, long knownMs, double absoluteMove, int label) {
        long tsMs() {
            return vector.sample().tsMs();
        }
    }
}
