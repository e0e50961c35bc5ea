package io.quorate.job.tune;

import io.quorate.learn.CalibrationChoice;
import io.quorate.learn.ClassWeights;
import java.util.List;

/** The paths that change how members are fitted. */
final class ModelPaths {

    private ModelPaths() {}

    static List<TunedValue> all() {
        return List.of(
                TunedValue.integer(
                        "model.forest.trees",
                        1,
                        2_000,
                        "Trees of the random forest.",
                        (d, v) -> d.train.forestTrees((int) v)),
                TunedValue.integer(
                        "model.forest.depth", 1, 15, "Their greatest depth.", (d, v) -> d.train.forestDepth((int) v)),
                TunedValue.number(
                        "model.forest.min_child",
                        0,
                        1e6,
                        "Their least summed hessian of a child, a quarter of a row at most.",
                        (d, v) -> d.train.forestMinChildWeight(v)),
                TunedValue.number(
                        "model.forest.row_share",
                        0.01,
                        1,
                        "Share of the rows a tree sees.",
                        (d, v) -> d.train.forestRowShare(v)),
                TunedValue.number(
                        "model.forest.column_share",
                        0.01,
                        1,
                        "Share of the features a node may choose from.",
                        (d, v) -> d.train.forestColumnShare(v)),
                TunedValue.number(
                        "model.forest.l2", 0, 1e6, "Penalty on their leaf values.", (d, v) -> d.train.forestL2(v)),
                TunedValue.integer(
                        "model.xgboost.rounds",
                        1,
                        5_000,
                        "Trees of gradient boosting, at most.",
                        (d, v) -> d.train.boostRounds((int) v)),
                TunedValue.integer(
                        "model.xgboost.depth", 1, 15, "Their greatest depth.", (d, v) -> d.train.boostDepth((int) v)),
                TunedValue.number(
                        "model.xgboost.learning_rate",
                        1e-4,
                        1,
                        "Learning rate of gradient boosting.",
                        (d, v) -> d.train.learningRate(v)),
                TunedValue.number(
                        "model.xgboost.min_child",
                        0,
                        1e6,
                        "Least summed hessian of a child.",
                        (d, v) -> d.train.boostMinChildWeight(v)),
                TunedValue.number(
                        "model.xgboost.row_share",
                        0.01,
                        1,
                        "Share of the rows a tree sees.",
                        (d, v) -> d.train.boostRowShare(v)),
                TunedValue.number(
                        "model.xgboost.column_share",
                        0.01,
                        1,
                        "Share of the features a tree may use.",
                        (d, v) -> d.train.boostColumnShare(v)),
                TunedValue.number("model.xgboost.l2", 0, 1e6, "Penalty on leaf values.", (d, v) -> d.train.boostL2(v)),
                TunedValue.integer(
                        "model.xgboost.early_stopping",
                        0,
                        1_000,
                        "Rounds without improvement on the last 15 % of the training rows that end boosting; 0 never.",
                        (d, v) -> d.train.earlyStoppingRounds((int) v)),
                TunedValue.number("model.svm.cost", 1e-6, 1e3, "Cost of the linear SVM.", (d, v) -> d.train.svmCost(v)),
                TunedValue.number(
                        "model.logistic.cost",
                        1e-6,
                        1e3,
                        "Cost of the logistic regression.",
                        (d, v) -> d.train.logisticCost(v)),
                TunedValue.constant(
                        "model.class_weights",
                        ClassWeights.class,
                        "balanced: both labels count the same when members are fitted.",
                        (d, v) -> d.train.classWeights(v)),
                TunedValue.constant(
                        "model.calibration",
                        CalibrationChoice.class,
                        "Calibration of the members.",
                        (d, v) -> d.train.calibration(v)),
                TunedValue.choice(
                        "model.calibration_folds",
                        List.of("0", "2", "3", "5", "10"),
                        "Blocks of the training rows that calibrate too; each costs one more fit.",
                        (d, v) -> d.train.calibrationFolds(Integer.parseInt(v))),
                TunedValue.number(
                        "model.calibration_fraction",
                        0.05,
                        0.6,
                        "Share of the training rows, the latest, that calibrates and weighs.",
                        (d, v) -> d.calibrationFraction = v),
                TunedValue.number(
                        "model.min_prior_weight",
                        0.001,
                        0.25,
                        "Least prior weight of a member.",
                        (d, v) -> d.train.minPriorWeight(v)),
                TunedValue.choice(
                        "model.regimes",
                        List.of("0", "2", "3"),
                        "States of the hidden Markov model of regimes.",
                        (d, v) -> d.train.regimeStates(Integer.parseInt(v))));
    }
}
