package io.quorate.ensemble;

import io.quorate.control.EpochBook;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.control.EnsembleWeights;
import io.quorate.schema.control.RegimeWeights;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.model.PredictionStatus;
import io.quorate.schema.model.ReferenceProfile;
import io.quorate.schema.state.RegimeFilterState;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Scores a feature vector with the epochs in force at its event time. Not thread-safe. */
public final class ScoreStep {

    private static final String[] NOBODY = {};

    private final EnsembleScorer scorer = new EnsembleScorer();
    private final Function<EnsembleSpec, EnsembleModel> models;
    private @Nullable List<Double> lastWeights;
    private double[] lastWeightValues = {};
    private @Nullable RegimeFilter lastRegime;
    private @Nullable ReferenceProfile lastReference;
    private String lastSha256 = "";
    private List<String> lastSubscribers = List.of();
    private String[] lastSubscriberNames = NOBODY;

    public ScoreStep(ModelShelf shelf) {
        this(shelf::model);
    }

    /** With models that are found elsewhere. */
    public ScoreStep(Function<EnsembleSpec, EnsembleModel> models) {
        this.models = models;
    }

    /**
     * The prediction of the ensemble, weights and subscriptions in force at the event time of the sample.
     *
     * @param regimes gives what is known of the symbol's regimes; asked only when the ensemble has a model of them, and
     *     then changed: a prediction with a regime state means that it has to be kept
     */
    public Prediction score(FeatureVector features, EpochBook book, Supplier<RegimeFilterState> regimes) {
        return score(features, null, book, regimes);
    }

    /**
     * As above, from what the members of the ensemble in force say.
     *
     * @param members their probabilities, kept as they are; null when they have to be asked
     */
    public Prediction score(
            FeatureVector features, double @Nullable [] members, EpochBook book, Supplier<RegimeFilterState> regimes) {
        Prediction prediction = score(features, members, book);
        RegimeFilter filter = lastRegime;
        if (filter == null || prediction.status() == PredictionStatus.LAYOUT_MISMATCH) {
            return prediction;
        }
        RegimeFilterState state = regimes.get();
        filter.next(state, lastSha256, features.values());
        return prediction.inRegime(state.label, state.probability[state.label], state.labelSamples);
    }

    /** What the ensemble of the last prediction was made from; null when its bundle does not say, or there was none. */
    public @Nullable ReferenceProfile reference() {
        return lastReference;
    }

    private Prediction score(FeatureVector features, double @Nullable [] members, EpochBook book) {
        long tsMs = features.sample().tsMs();
        String[] subscribers = names(book.subscribersAt(features.sample().symbol(), tsMs));
        ControlRecord epoch = book.ensembleAt(tsMs);
        if (epoch == null) {
            lastRegime = null;
            lastReference = null;
            return scorer.score(features, null, -1, new double[0], -1, subscribers);
        }
        EnsembleSpec spec = Objects.requireNonNull(epoch.ensemble(), "ensemble of an ENSEMBLE epoch");
        EnsembleModel model = models.apply(spec);
        lastRegime = model.regime();
        lastSha256 = model.sha256();
        lastReference = model.reference();
        EnsembleWeights weights = book.weightsAt(tsMs, epoch.version());
        if (weights == null) {
            return score(features, members, model, epoch.version(), model.priorWeights(), -1, subscribers);
        }
        RegimeWeights own = weights.in(features.regime());
        double[] values = values(own == null ? weights.weights() : own.weights());
        long since = own == null ? weights.sinceWindow() : own.sinceWindow();
        return score(features, members, model, epoch.version(), values, since, subscribers);
    }

    private Prediction score(
            FeatureVector features,
            double @Nullable [] members,
            EnsembleModel model,
            long version,
            double[] weights,
            long weightsVersion,
            String[] subscribers) {
        return members == null
                ? scorer.score(features, model, version, weights, weightsVersion, subscribers)
                : scorer.score(features, model, version, weights, weightsVersion, subscribers, members);
    }

    private double[] values(List<Double> weights) {
        if (weights != lastWeights) {
            lastWeights = weights;
            lastWeightValues = weights.stream().mapToDouble(Double::doubleValue).toArray();
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
