package io.quorate.ensemble;

import java.util.List;

/**
 * What scoring needs of an XGBoost binary:logistic tree model.
 *
 * @param features number of features it was trained on
 * @param featureNames their names; empty when the model carries none
 * @param baseMargin global bias in log-odds
 * @param trees in boosting order
 */
record XgboostModel(int features, List<String> featureNames, float baseMargin, List<DecisionTree> trees) {

    XgboostModel {
        featureNames = List.copyOf(featureNames);
        trees = List.copyOf(trees);
    }

    FlatForest flatten() {
        return new FlatForest(features, baseMargin, trees);
    }
}
