package io.quorate.backtest;

import io.quorate.schema.feature.FeatureVector;
import org.jspecify.annotations.Nullable;

/** A sample with its features and what the members of the ensemble in force say of it. */
final class ScoredSample {

    private final SymbolLane lane;
    private final FeatureVector vector;
    private double @Nullable [] members;

    ScoredSample(SymbolLane lane, FeatureVector vector) {
        this.lane = lane;
        this.vector = vector;
    }

    void say(double[] probabilities) {
        members = probabilities;
    }

    SymbolLane lane() {
        return lane;
    }

    FeatureVector vector() {
        return vector;
    }

    /** Null when no ensemble can answer. */
    double @Nullable [] members() {
        return members;
    }

    String symbol() {
        return vector.sample().symbol();
    }

    long tsMs() {
        return vector.sample().tsMs();
    }
}
