package io.quorate.ensemble;

import io.quorate.control.EpochBook;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.control.EnsembleWeights;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.model.Prediction;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Scores a feature vector with the epochs in force at its event time. Not thread-safe. */
public final class ScoreStep {

    private static final String[] NOBODY = {};

    private final EnsembleScorer scorer = new EnsembleScorer();
    private final ModelShelf shelf;
    private @Nullable EnsembleWeights lastWeights;
    private double[] lastWeightValues = {};
    private List<String> lastSubscribers = List.of();
    private String[] lastSubscriberNames = NOBODY;

    public ScoreStep(ModelShelf shelf) {
        this.shelf = shelf;
    }

    /** The prediction of the ensemble, weights and subscriptions in force at the event time of the sample. */
    public Prediction score(FeatureVector features, EpochBook book) {
        long tsMs = features.sample().tsMs();
        String[] subscribers = names(book.subscribersAt(features.sample().symbol(), tsMs));
        ControlRecord epoch = book.ensembleAt(tsMs);
        if (epoch == null) {
            return scorer.score(features, null, -1, new double[0], -1, subscribers);
        }
        EnsembleSpec spec = Objects.requireNonNull(epoch.ensemble(), "ensemble of an ENSEMBLE epoch");
        EnsembleModel model = shelf.model(spec);
        EnsembleWeights weights = book.weightsAt(tsMs, epoch.version());
        return weights == null
                ? scorer.score(features, model, epoch.version(), model.priorWeights(), -1, subscribers)
                : scorer.score(features, model, epoch.version(), values(weights), weights.sinceWindow(), subscribers);
    }

    private double[] values(EnsembleWeights weights) {
        if (weights != lastWeights) {
            lastWeights = weights;
            lastWeightValues =
                    weights.weights().stream().mapToDouble(Double::doubleValue).toArray();
        }
        return lastWeightValues;
    }

    private String[] names(List<String> subscribers) {
        if (!subscribers.equals(lastSubscribers)) {
            lastSubscribers = subscribers;
            lastSubscriberNames = subscribers.toArray(NOBODY);
        }
        return lastSubscriberNames;
    }
}
