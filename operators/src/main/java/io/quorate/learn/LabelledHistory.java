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
import java.util.Collection;
import java.util.List;

/**
 * The feature vectors of a history with their labels, before anything is split: the splits of one history, by share or by
 * fold, are made from it without labelling again. Immutable, but for the vectors it shares.
 */
public final class LabelledHistory {
    private final String layoutId;
    private final List<String> featureNames;
    private final LabelSpec label;
    private final List<Candidate> candidates;

    private LabelledHistory(String layoutId, List<String> featureNames, LabelSpec label, List<Candidate> candidates) {
        this.layoutId = layoutId;
        this.featureNames = List.copyOf(featureNames);
        this.label = label;
        this.candidates = candidates;
    }

    /**
     * Labels vectors.
     *
     * @param histories consecutive vectors of one symbol each, symbols in name order
     * @throws IllegalArgumentException if no row has a whole horizon after it
     */
    public static LabelledHistory of(
            String layoutId, List<String> featureNames, LabelSpec label, Collection<List<FeatureVector>> histories) {
        List<Candidate> candidates = new ArrayList<>();
        histories.forEach(history -> label(label, history, candidates));
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("expected more than " + label.horizonSamples()
                    + " samples of a symbol, was " + histories.size() + " symbols with fewer");
        }
        return new LabelledHistory(layoutId, featureNames, label, candidates);
    }

    private static void label(LabelSpec label, List<FeatureVector> history, List<Candidate> out) {
        int horizon = label.horizonSamples();
        OutcomeState sigmas = new OutcomeState();
        for (int i = 0; i + horizon < history.size(); i++) {
            double close = history.get(i).sample().close();
            PendingLabel pending = new PendingLabel();
            pending.expirySeq = i + (long) horizon;
            if (LabelRule.arm(pending, label, close, LabelRule.sigma(sigmas, close))) {
                Sample last = history.get(i + horizon).sample();
                out.add(new Candidate(
                        history.get(i), last.tsMs(), LabelRule.move(close, last.close()), value(pending, history, i)));
            }
        }
    }

    private static int value(PendingLabel pending, List<FeatureVector> history, int from) {
        int value = LabelRule.UNKNOWN;
        for (int i = from + 1; value == LabelRule.UNKNOWN; i++) {
            value = LabelRule.label(pending, history.get(i).sample(), i);
        }
        return value;
    }

    /** Rows with a label. */
    public int rows() {
        return candidates.size();
    }

    /** Every row, cut by shares of their number. */
    public TrainingSet split(SplitOptions options) {
        return set(candidates, TimeCuts.of(times(candidates), options));
    }

    /**
     * The rows a fold may learn from, and no others, so that the set says nothing of what comes after them: the last
     * share calibrates, nothing tests.
     *
     * @param calibrationFraction in (0, 1)
     * @param embargoMs event time left out between the rows members learn from and those that calibrate
     * @throws IllegalArgumentException if there are none
     */
    public TrainingSet before(Fold fold, double calibrationFraction, long embargoMs) {
        if (!(calibrationFraction > 0 && calibrationFraction < 1)) {
            throw new IllegalArgumentException(
                    "expected a share of calibration rows in (0, 1), was " + calibrationFraction);
        }
        List<Candidate> own = candidates.stream()
                .filter(c -> fold.trains(c.tsMs(), c.knownMs()))
                .toList();
        if (own.isEmpty()) {
            throw new IllegalArgumentException("expected rows to learn from in " + fold.trainFromMs() + ".."
                    + fold.trainToMs() + ", was none of " + candidates.size());
        }
        long[] timesMs = times(own);
        Arrays.sort(timesMs);
        int cut = Math.min(timesMs.length - 1, (int) Math.floor(timesMs.length * (1 - calibrationFraction)));
        return set(own, new TimeCuts(timesMs[cut], Long.MAX_VALUE, embargoMs));
    }

    private static long[] times(List<Candidate> rows) {
        return rows.stream().mapToLong(Candidate::tsMs).toArray();
    }

    private TrainingSet set(List<Candidate> from, TimeCuts cuts) {
        List<Split> splits =
                from.stream().map(c -> cuts.split(c.tsMs(), c.knownMs())).toList();
        LabelSpec resolved = resolve(from, splits);
        List<TrainingRow> rows = new ArrayList<>(from.size());
        for (int i = 0; i < from.size(); i++) {
            Candidate c = from.get(i);
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

    /** The threshold of a big move is the median over the training rows. */
    private LabelSpec resolve(List<Candidate> from, List<Split> splits) {
        if (label.target() != Target.VOLATILITY) {
            return label;
        }
        double[] moves = new double[from.size()];
        int n = 0;
        for (int i = 0; i < moves.length; i++) {
            if (splits.get(i) == Split.TRAIN) {
                moves[n++] = from.get(i).absoluteMove();
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
