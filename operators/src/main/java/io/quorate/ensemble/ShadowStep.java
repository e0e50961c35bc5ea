package io.quorate.ensemble;

import io.quorate.control.EpochBook;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.model.Prediction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Scores a feature vector with the challenger in force at its event time, with its prior weights and for no portfolio.
 *
 * <p>Nobody waits for it: a challenger that is not loaded scores nothing. Not thread-safe.
 */
final class ShadowStep {

    private static final String[] NOBODY = {};
    private static final long PRIOR = -1;

    private final EnsembleScorer scorer = new EnsembleScorer();
    private final ModelShelf shelf;

    ShadowStep(ModelShelf shelf) {
        this.shelf = shelf;
    }

    /** Whether there is a challenger at that event time. */
    static boolean wanted(EpochBook book, long tsMs) {
        return book.shadowAt(tsMs) != null;
    }

    /** What it says; null when there is none, or it is not loaded. */
    @Nullable
    Prediction score(FeatureVector features, EpochBook book) {
        ControlRecord epoch = book.shadowAt(features.sample().tsMs());
        if (epoch == null) {
            return null;
        }
        EnsembleSpec spec = Objects.requireNonNull(epoch.ensemble(), "ensemble of an ENSEMBLE epoch");
        EnsembleModel model = shelf.ready(spec);
        return model == null
                ? null
                : scorer.score(features, model, epoch.version(), model.priorWeights(), PRIOR, NOBODY);
    }
}
