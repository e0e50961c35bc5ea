package io.quorate.learn;

import io.quorate.ensemble.ScalerKind;
import java.util.List;
import java.util.Objects;

/**
 * How an ensemble is trained. Equal options and equal rows give equal bundle bytes.
 *
 * @param version free text that names the bundle
 * @param codeVersion version of this code, for the manifest
 * @param seed of every random choice
 * @param threads of XGBoost; part of the result, so fixed, 1 or 2
 * @param forest random forest
 * @param boosting gradient boosting
 * @param learningRate of gradient boosting
 * @param earlyStoppingRounds rounds without improvement on the last 15 % of the training rows after which the number of
 *     rounds is fixed and the model refitted on all; 0 = never, and never when those rows cannot tell
 * @param svmCost C of the linear SVM
 * @param logisticCost C of the logistic regression
 * @param classWeights how much rows of each label count
 * @param scaler normalisation of the linear members' inputs
 * @param calibration which calibration members get
 * @param calibrationFolds blocks of the training rows that are predicted by members fitted on the others, so that they
 *     can calibrate too; 0 = only the calibration rows do
 * @param embargoMs event time around a block in which nothing is fitted
 * @param minPriorWeight least prior weight of a member before normalising
 * @param regimeStates states of the hidden Markov model of regimes, 2 or 3; 0 for none
 * @param features names of the only features members learn from; empty for all. The others stay in the layout and the
 *     bundle, but no split and no linear weight is given to them
 * @param linearTolerance how far, relative to the start, the gradient of the linear members may be from 0 at the end
 * @param bins most values a feature is cut into when the forests look for splits
 */
public record TrainOptions(
        String version,
        String codeVersion,
        long seed,
        int threads,
        TreeOptions forest,
        TreeOptions boosting,
        double learningRate,
        int earlyStoppingRounds,
        double svmCost,
        double logisticCost,
        ClassWeights classWeights,
        ScalerKind scaler,
        CalibrationChoice calibration,
        int calibrationFolds,
        long embargoMs,
        double minPriorWeight,
        int regimeStates,
        List<String> features,
        double linearTolerance,
        int bins) {

    /** What XGBoost takes when nothing is said. */
    static final int USUAL_BINS = 256;

    public TrainOptions {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(codeVersion, "codeVersion");
        require(seed >= 0 && seed <= Integer.MAX_VALUE, "a seed in 0..2^31-1", seed);
        require(threads == 1 || threads == 2, "1 or 2 threads", threads);
        Objects.requireNonNull(forest, "forest");
        Objects.requireNonNull(boosting, "boosting");
        require(learningRate > 0 && learningRate <= 1, "a learning rate in (0, 1]", learningRate);
        require(earlyStoppingRounds >= 0, "early stopping rounds >= 0", earlyStoppingRounds);
        require(svmCost > 0 && logisticCost > 0, "costs > 0", Math.min(svmCost, logisticCost));
        Objects.requireNonNull(classWeights, "classWeights");
        Objects.requireNonNull(scaler, "scaler");
        Objects.requireNonNull(calibration, "calibration");
        require(
                calibrationFolds == 0 || (calibrationFolds >= 2 && calibrationFolds <= 20),
                "0 or 2..20 calibration folds",
                calibrationFolds);
        require(embargoMs >= 0, "an embargo >= 0 ms", embargoMs);
        require(minPriorWeight > 0 && minPriorWeight <= 0.25, "a least prior weight in (0, .25]", minPriorWeight);
        features = List.copyOf(features);
        require(linearTolerance > 0 && linearTolerance < 1, "a linear tolerance in (0, 1)", linearTolerance);
        require(bins >= 2 && bins <= 4_096, "2..4096 bins", bins);
        require(regimeStates == 0 || regimeStates == 2 || regimeStates == 3, "0, 2 or 3 regime states", regimeStates);
    }

    /** Small enough for a demonstration. */
    public static TrainOptions defaults(String version, String codeVersion) {
        return builder(version, codeVersion).build();
    }

    /** Starts from the defaults. */
    public static TrainOptionsBuilder builder(String version, String codeVersion) {
        return new TrainOptionsBuilder(version, codeVersion);
    }

    /** Starts from these. */
    public TrainOptionsBuilder toBuilder() {
        return new TrainOptionsBuilder(this);
    }

    static void require(boolean condition, String expected, Number was) {
        if (!condition) {
            throw new IllegalArgumentException("expected " + expected + ", was " + was);
        }
    }
}
