package io.quorate.schema.model;

import io.quorate.schema.feature.FeatureVector;
import java.util.Arrays;
import java.util.Objects;

/**
 * What the ensemble in force at the event time says of one sample.
 *
 * @param features the input
 * @param status whether it may be used
 * @param label what {@code probability} is the probability of
 * @param ensembleVersion version of the ENSEMBLE epoch in force; -1 for none
 * @param weightsVersion window that last changed the weights in force; -1 for the prior
 * @param memberNames members in declared order
 * @param memberProbabilities calibrated probabilities, same order; NaN = no answer
 * @param memberWeights weights in force, same order
 * @param probability weighted mean over the members that answered; NaN when not OK
 * @param confidence |2p - 1|; NaN when not OK
 * @param spread population standard deviation of the member probabilities; NaN when not OK
 * @param subscribers portfolios whose strategy in force covers the symbol, sorted
 * @param regimeState most probable state of the ensemble's hidden Markov model, by rising volatility; -1 for none
 * @param regimeProbability its probability given the samples so far; NaN for none
 * @param regimeSamples samples for which it has been the most probable one, this one included
 */
public record Prediction(
        FeatureVector features,
        PredictionStatus status,
        LabelSpec label,
        long ensembleVersion,
        long weightsVersion,
        String[] memberNames,
        double[] memberProbabilities,
        double[] memberWeights,
        double probability,
        double confidence,
        double spread,
        String[] subscribers,
        int regimeState,
        double regimeProbability,
        long regimeSamples) {

    public Prediction {
        Objects.requireNonNull(features, "features");
        Objects.requireNonNull(status, "status");
    }

    /** A prediction of an ensemble that has no model of regimes. */
    public Prediction(
            FeatureVector features,
            PredictionStatus status,
            LabelSpec label,
            long ensembleVersion,
            long weightsVersion,
            String[] memberNames,
            double[] memberProbabilities,
            double[] memberWeights,
            double probability,
            double confidence,
            double spread,
            String[] subscribers) {
        this(
                features,
                status,
                label,
                ensembleVersion,
                weightsVersion,
                memberNames,
                memberProbabilities,
                memberWeights,
                probability,
                confidence,
                spread,
                subscribers,
                -1,
                Double.NaN,
                0);
    }

    /** The same prediction in a regime. */
    public Prediction inRegime(int state, double stateProbability, long stateSamples) {
        return new Prediction(
                features,
                status,
                label,
                ensembleVersion,
                weightsVersion,
                memberNames,
                memberProbabilities,
                memberWeights,
                probability,
                confidence,
                spread,
                subscribers,
                state,
                stateProbability,
                stateSamples);
    }

    public Target target() {
        return label.target();
    }

    public int horizonSamples() {
        return label.horizonSamples();
    }

    public String symbol() {
        return features.sample().symbol();
    }

    public long tsMs() {
        return features.sample().tsMs();
    }

    public long seq() {
        return features.seq();
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Prediction p
                && features.equals(p.features)
                && status == p.status
                && label.equals(p.label)
                && ensembleVersion == p.ensembleVersion
                && weightsVersion == p.weightsVersion
                && Arrays.equals(memberNames, p.memberNames)
                && Arrays.equals(memberProbabilities, p.memberProbabilities)
                && Arrays.equals(memberWeights, p.memberWeights)
                && Double.compare(probability, p.probability) == 0
                && Double.compare(confidence, p.confidence) == 0
                && Double.compare(spread, p.spread) == 0
                && Arrays.equals(subscribers, p.subscribers)
                && regimeState == p.regimeState
                && Double.compare(regimeProbability, p.regimeProbability) == 0
                && regimeSamples == p.regimeSamples;
    }

    @Override
    public int hashCode() {
        return Objects.hash(features, status, ensembleVersion, weightsVersion, probability);
    }
}
