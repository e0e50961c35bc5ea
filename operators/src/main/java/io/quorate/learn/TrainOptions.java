package io.quorate.learn;

import io.quorate.ensemble.ScalerKind;
import java.util.Objects;

/**
 * How an ensemble is trained. Equal options and equal rows give equal bundle bytes.
 *
 * @param version free text that names the bundle
 * @param codeVersion version of this code, for the manifest
 * @param seed of every random choice
 * @param threads of XGBoost; part of the result, so fixed, 1 or 2
 * @param forestTrees trees of the random forest
 * @param forestDepth their greatest depth
 * @param boostRounds trees of gradient boosting
 * @param boostDepth their greatest depth
 * @param learningRate of gradient boosting
 * @param minChildWeight least summed hessian of a child in both
 * @param earlyStoppingRounds rounds without improvement on the last 15 % of the training rows after which the number of
 *     rounds is fixed and the model refitted; 0 = never
 * @param svmCost C of the linear SVM
 * @param logisticCost C of the logistic regression
 * @param minPriorWeight least prior weight of a member before normalising
 * @param scaler normalisation of the linear members' inputs
 * @param regimeStates states of the hidden Markov model of regimes, 2 or 3; 0 for none
 */
public record TrainOptions(
        String version,
        String codeVersion,
        long seed,
        int threads,
        int forestTrees,
        int forestDepth,
        int boostRounds,
        int boostDepth,
        double learningRate,
        double minChildWeight,
        int earlyStoppingRounds,
        double svmCost,
        double logisticCost,
        double minPriorWeight,
        ScalerKind scaler,
        int regimeStates) {

    public TrainOptions {
        require(seed >= 0 && seed <= Integer.MAX_VALUE, "a seed in 0..2^31-1", seed);
        require(threads == 1 || threads == 2, "1 or 2 threads", threads);
        require(forestTrees >= 1 && forestTrees <= 10_000, "1..10000 forest trees", forestTrees);
        require(boostRounds >= 1 && boostRounds <= 10_000, "1..10000 boosting rounds", boostRounds);
        require(forestDepth >= 1 && forestDepth <= 15, "a forest depth in 1..15", forestDepth);
        require(boostDepth >= 1 && boostDepth <= 15, "a boosting depth in 1..15", boostDepth);
        require(learningRate > 0 && learningRate <= 1, "a learning rate in (0, 1]", learningRate);
        require(minChildWeight >= 0, "a least child weight >= 0", minChildWeight);
        require(earlyStoppingRounds >= 0, "early stopping rounds >= 0", earlyStoppingRounds);
        require(svmCost > 0 && logisticCost > 0, "costs > 0", Math.min(svmCost, logisticCost));
        require(minPriorWeight > 0 && minPriorWeight <= 0.25, "a least prior weight in (0, .25]", minPriorWeight);
        Objects.requireNonNull(scaler, "scaler");
        require(regimeStates == 0 || regimeStates == 2 || regimeStates == 3, "0, 2 or 3 regime states", regimeStates);
    }

    /** Small enough for a demonstration: 100 forest trees of depth 8, 150 rounds of depth 5. */
    public static TrainOptions defaults(String version, String codeVersion) {
        return new TrainOptions(
                version, codeVersion, 7, 1, 100, 8, 150, 5, 0.05, 5, 0, 1, 1, 0.05, ScalerKind.STANDARD, 2);
    }

    public TrainOptions withSeed(long newSeed) {
        return new TrainOptions(
                version,
                codeVersion,
                newSeed,
                threads,
                forestTrees,
                forestDepth,
                boostRounds,
                boostDepth,
                learningRate,
                minChildWeight,
                earlyStoppingRounds,
                svmCost,
                logisticCost,
                minPriorWeight,
                scaler,
                regimeStates);
    }

    public TrainOptions withSizes(int newForestTrees, int newForestDepth, int newBoostRounds, int newBoostDepth) {
        return new TrainOptions(
                version,
                codeVersion,
                seed,
                threads,
                newForestTrees,
                newForestDepth,
                newBoostRounds,
                newBoostDepth,
                learningRate,
                minChildWeight,
                earlyStoppingRounds,
                svmCost,
                logisticCost,
                minPriorWeight,
                scaler,
                regimeStates);
    }

    public TrainOptions withEarlyStopping(int rounds) {
        return new TrainOptions(
                version,
                codeVersion,
                seed,
                threads,
                forestTrees,
                forestDepth,
                boostRounds,
                boostDepth,
                learningRate,
                minChildWeight,
                rounds,
                svmCost,
                logisticCost,
                minPriorWeight,
                scaler,
                regimeStates);
    }

    public TrainOptions withThreads(int newThreads) {
        return new TrainOptions(
                version,
                codeVersion,
                seed,
                newThreads,
                forestTrees,
                forestDepth,
                boostRounds,
                boostDepth,
                learningRate,
                minChildWeight,
                earlyStoppingRounds,
                svmCost,
                logisticCost,
                minPriorWeight,
                scaler,
                regimeStates);
    }

    public TrainOptions withScaler(ScalerKind newScaler) {
        return new TrainOptions(
                version,
                codeVersion,
                seed,
                threads,
                forestTrees,
                forestDepth,
                boostRounds,
                boostDepth,
                learningRate,
                minChildWeight,
                earlyStoppingRounds,
                svmCost,
                logisticCost,
                minPriorWeight,
                newScaler,
                regimeStates);
    }

    public TrainOptions withRegimeStates(int states) {
        return new TrainOptions(
                version,
                codeVersion,
                seed,
                threads,
                forestTrees,
                forestDepth,
                boostRounds,
                boostDepth,
                learningRate,
                minChildWeight,
                earlyStoppingRounds,
                svmCost,
                logisticCost,
                minPriorWeight,
                scaler,
                states);
    }

    private static void require(boolean condition, String expected, Number was) {
        if (!condition) {
            throw new IllegalArgumentException("expected " + expected + ", was " + was);
        }
    }
}
