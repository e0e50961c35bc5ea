package io.quorate.learn;

import io.quorate.ensemble.LabelDefinition;
import io.quorate.ensemble.LabelRule;
import io.quorate.ensemble.ReturnSigma;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.model.Target;
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
    private final LabelDefinition label;
    private final SplitOptions split;
    private final Map<String, List<FeatureVector>> histories = new TreeMap<>();

    public TrainingSetBuilder(String layoutId, List<String> featureNames, LabelDefinition label, SplitOptions split) {
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
        long[] times = candidates.stream().mapToLong(Candidate::tsMs).sorted().toArray();
        long calibrationFromMs = cut(times, split.trainFraction());
        long testFromMs = cut(times, split.trainFraction() + split.calibrationFraction());
        List<Split> splits = candidates.stream()
                .map(c -> split(c, calibrationFromMs, testFromMs))
                .toList();
        LabelDefinition resolved = resolve(candidates, splits);
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
        double[] highs = history.stream().mapToDouble(v -> v.sample().high()).toArray();
        double[] lows = history.stream().mapToDouble(v -> v.sample().low()).toArray();
        double[] closes = history.stream().mapToDouble(v -> v.sample().close()).toArray();
        ReturnSigma sigma = new ReturnSigma();
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i + horizon < closes.length; i++) {
            double now = sigma.step(closes[i]);
            int value = LabelRule.label(label, closes[i], now, highs, lows, closes, i + 1);
            if (value != LabelRule.UNDEFINED) {
                candidates.add(new Candidate(
                        history.get(i),
                        history.get(i + horizon).sample().tsMs(),
                        LabelRule.absoluteLogReturn(closes[i], closes[i + horizon]),
                        value));
            }
        }
        return candidates;
    }

    private static long cut(long[] times, double fraction) {
        int index = (int) Math.floor(times.length * fraction);
        return index < times.length ? times[index] : Long.MAX_VALUE;
    }

    private Split split(Candidate c, long calibrationFromMs, long testFromMs) {
        if (c.tsMs() < calibrationFromMs) {
            return c.knownMs() < calibrationFromMs ? Split.TRAIN : Split.PURGED;
        }
        if (c.tsMs() < testFromMs) {
            boolean clear = c.tsMs() - calibrationFromMs >= split.embargoMs() && c.knownMs() < testFromMs;
            return clear ? Split.CALIBRATION : Split.PURGED;
        }
        return c.tsMs() - testFromMs >= split.embargoMs() ? Split.TEST : Split.PURGED;
    }

    /** The threshold of a big move is the median over the training rows. */
    private LabelDefinition resolve(List<Candidate> candidates, List<Split> splits) {
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
