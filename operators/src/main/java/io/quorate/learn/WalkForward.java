package io.quorate.learn;

import java.util.ArrayList;
import java.util.List;

/**
 * Retraining as time goes by: each fold learns from what lies before its test span, and the test spans follow each other
 * without gap or overlap.
 *
 * <p>The purge is the label horizon of each row: a row whose label is not known before the training span ends is left
 * out ({@link Fold#trains}). The embargo ends that span earlier still. Nothing after a test span is ever learned from in
 * its fold, so no embargo is needed behind it.
 *
 * @param kind what the start of the training span does
 * @param trainMs length of the training span of the first fold, and of every one when it rolls; the embargo is part of it
 * @param testMs length of a test span: the time between two trainings
 * @param embargoMs event time between the training span and the test span
 */
public record WalkForward(Kind kind, long trainMs, long testMs, long embargoMs) {

    /** Most folds of one walk. */
    public static final int MOST_FOLDS = 10_000;

    /** What the start of the training span does from fold to fold. */
    public enum Kind {
        /** It moves with the test span. */
        ROLLING,
        /** It stays at the beginning of the history. */
        EXPANDING
    }

    public WalkForward {
        if (trainMs <= 0) {
            throw new IllegalArgumentException("training span: expected > 0 ms, was " + trainMs);
        }
        if (testMs <= 0) {
            throw new IllegalArgumentException("test span: expected > 0 ms, was " + testMs);
        }
        if (embargoMs < 0 || embargoMs >= trainMs) {
            throw new IllegalArgumentException("embargo: expected 0 ms or more and less than the training span of "
                    + trainMs + ", was " + embargoMs);
        }
    }

    /**
     * The folds of a history from one event time to before another; the first test span begins a training span after its
     * beginning, the last one may be shorter. Empty when the history is no longer than a training span.
     *
     * @throws IllegalArgumentException for more than {@value #MOST_FOLDS}
     */
    public List<Fold> folds(long fromMs, long toMs) {
        return toMs - fromMs <= trainMs ? List.of() : folds(fromMs, fromMs + trainMs, toMs);
    }

    /**
     * As above, with the first test span at a time of its own: training spans then are as long as the history before
     * them allows.
     *
     * @throws IllegalArgumentException also when nothing could be learned from before {@code testFromMs}
     */
    public List<Fold> folds(long fromMs, long testFromMs, long toMs) {
        if (testFromMs - embargoMs <= fromMs) {
            throw new IllegalArgumentException("expected history before the first test span at " + testFromMs
                    + " less an embargo of " + embargoMs + " ms, was from " + fromMs + " on");
        }
        long count = toMs <= testFromMs ? 0 : (toMs - testFromMs - 1) / testMs + 1;
        if (count > MOST_FOLDS) {
            throw new IllegalArgumentException("test span: expected at most " + MOST_FOLDS + " folds, was " + count);
        }
        List<Fold> folds = new ArrayList<>();
        for (long atMs = testFromMs; folds.size() < count; atMs += testMs) {
            long trainFromMs = kind == Kind.ROLLING && atMs - trainMs > fromMs ? atMs - trainMs : fromMs;
            folds.add(new Fold(trainFromMs, atMs - embargoMs, atMs, toMs - atMs < testMs ? toMs : atMs + testMs));
        }
        return List.copyOf(folds);
    }
}
