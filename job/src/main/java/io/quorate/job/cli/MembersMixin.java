package io.quorate.job.cli;

import io.quorate.ensemble.ScalerKind;
import io.quorate.learn.CalibrationChoice;
import io.quorate.learn.ClassWeights;
import io.quorate.learn.TrainOptions;
import io.quorate.learn.TrainOptionsBuilder;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Sizes, regularisation and calibration of the members; the defaults are those of {@link TrainOptions}. */
public final class MembersMixin {
    private static final TrainOptions DEFAULTS = TrainOptions.defaults("", "");

    @Option(
            names = "--trees",
            showDefaultValue = CommandLine.Help.Visibility.ALWAYS,
            description = "Trees of the random forest.")
    private int trees = DEFAULTS.forest().trees();

    @Option(
            names = "--tree-depth",
            showDefaultValue = CommandLine.Help.Visibility.ALWAYS,
            description = "Their greatest depth.")
    private int treeDepth = DEFAULTS.forest().depth();

    @Option(
            names = "--tree-min-child",
            showDefaultValue = CommandLine.Help.Visibility.ALWAYS,
            description = "Their least summed hessian of a child, a quarter of a row at most.")
    private double treeMinChild = DEFAULTS.forest().minChildWeight();

    @Option(
            names = "--tree-row-share",
            showDefaultValue = CommandLine.Help.Visibility.ALWAYS,
            description = "Share of the rows a tree sees.")
    private double treeRowShare = DEFAULTS.forest().rowShare();

    @Option(
            names = "--tree-column-share",
            showDefaultValue = CommandLine.Help.Visibility.ALWAYS,
            description = "Share of the features a node may choose from.")
    private double treeColumnShare = DEFAULTS.forest().columnShare();

    @Option(
            names = "--tree-l2",
            showDefaultValue = CommandLine.Help.Visibility.ALWAYS,
            description = "Penalty on their leaf values.")
    private double treeL2 = DEFAULTS.forest().l2();

    @Option(
            names = "--rounds",
            showDefaultValue = CommandLine.Help.Visibility.ALWAYS,
            description = "Most trees of gradient boosting.")
    private int rounds = DEFAULTS.boosting().trees();

    @Option(
            names = "--round-depth",
            showDefaultValue = CommandLine.Help.Visibility.ALWAYS,
            description = "Their greatest depth.")
    private int roundDepth = DEFAULTS.boosting().depth();

    @Option(
            names = "--round-min-child",
            showDefaultValue = CommandLine.Help.Visibility.ALWAYS,
            description = "Their least summed hessian of a child.")
    private double roundMinChild = DEFAULTS.boosting().minChildWeight();

    @Option(
            names = "--round-row-share",
            showDefaultValue = CommandLine.Help.Visibility.ALWAYS,
            description = "Share of the rows a tree sees.")
    private double roundRowShare = DEFAULTS.boosting().rowShare();

    @Option(
            names = "--round-column-share",
            showDefaultValue = CommandLine.Help.Visibility.ALWAYS,
            description = "Share of the features a tree may use.")
    private double roundColumnShare = DEFAULTS.boosting().columnShare();

    @Option(
            names = "--round-l2",
            showDefaultValue = CommandLine.Help.Visibility.ALWAYS,
            description = "Penalty on their leaf values.")
    private double roundL2 = DEFAULTS.boosting().l2();

    @Option(
            names = "--learning-rate",
            showDefaultValue = CommandLine.Help.Visibility.ALWAYS,
            description = "Learning rate of gradient boosting.")
    private double learningRate = DEFAULTS.learningRate();

    @Option(
            names = "--early-stopping",
            showDefaultValue = CommandLine.Help.Visibility.ALWAYS,
            description =
                    "Stop boosting after this many rounds without improvement on the last 15 %% of the training rows; 0 never.")
    private int earlyStopping = DEFAULTS.earlyStoppingRounds();

    @Option(
            names = "--svm-cost",
            showDefaultValue = CommandLine.Help.Visibility.ALWAYS,
            description = "Cost of the linear SVM; less is more regularised.")
    private double svmCost = DEFAULTS.svmCost();

    @Option(
            names = "--logistic-cost",
            showDefaultValue = CommandLine.Help.Visibility.ALWAYS,
            description = "Cost of the logistic regression.")
    private double logisticCost = DEFAULTS.logisticCost();

    @Option(
            names = "--class-weights",
            showDefaultValue = CommandLine.Help.Visibility.ALWAYS,
            description = "none, or balanced: both labels count the same when members are fitted.")
    private ClassWeights classWeights = DEFAULTS.classWeights();

    @Option(
            names = "--scaler",
            showDefaultValue = CommandLine.Help.Visibility.ALWAYS,
            description = "standard: mean and deviation. robust: median and quartiles.")
    private ScalerKind scaler = DEFAULTS.scaler();

    @Option(
            names = "--calibration",
            showDefaultValue = CommandLine.Help.Visibility.ALWAYS,
            description =
                    "platt, isotonic (from 1000 rows), or auto: isotonic where it is clearly better on held-back blocks of time.")
    private CalibrationChoice calibration = DEFAULTS.calibration();

    @Option(
            names = "--calibration-folds",
            showDefaultValue = CommandLine.Help.Visibility.ALWAYS,
            description =
                    "Blocks of the training rows that calibrate too, by members fitted on the other blocks; 0: the calibration rows alone.")
    private int calibrationFolds = DEFAULTS.calibrationFolds();

    @Option(
            names = "--min-prior-weight",
            showDefaultValue = CommandLine.Help.Visibility.ALWAYS,
            description = "Least prior weight of a member.")
    private double minPriorWeight = DEFAULTS.minPriorWeight();

    @Option(
            names = "--threads",
            showDefaultValue = CommandLine.Help.Visibility.ALWAYS,
            description = "Threads of XGBoost, 1 or 2; part of the result.")
    private int threads = DEFAULTS.threads();

    @Option(
            names = "--regimes",
            showDefaultValue = CommandLine.Help.Visibility.ALWAYS,
            description = "States of the model of regimes, 2 or 3; 0 for none.")
    private int regimes = DEFAULTS.regimeStates();

    /** Sets every one of them. */
    TrainOptionsBuilder set(TrainOptionsBuilder builder) {
        return builder.forestTrees(trees)
                .forestDepth(treeDepth)
                .forestMinChildWeight(treeMinChild)
                .forestRowShare(treeRowShare)
                .forestColumnShare(treeColumnShare)
                .forestL2(treeL2)
                .boostRounds(rounds)
                .boostDepth(roundDepth)
                .boostMinChildWeight(roundMinChild)
                .boostRowShare(roundRowShare)
                .boostColumnShare(roundColumnShare)
                .boostL2(roundL2)
                .learningRate(learningRate)
                .earlyStoppingRounds(earlyStopping)
                .svmCost(svmCost)
                .logisticCost(logisticCost)
                .classWeights(classWeights)
                .scaler(scaler)
                .calibration(calibration)
                .calibrationFolds(calibrationFolds)
                .minPriorWeight(minPriorWeight)
                .threads(threads)
                .regimeStates(regimes);
    }
}
