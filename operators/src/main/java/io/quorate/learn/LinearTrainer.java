package io.quorate.learn;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import io.quorate.ensemble.BundleManifest;
import io.quorate.ensemble.FeatureScaler;
import io.quorate.ensemble.LinearWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Trains the two linear members with liblinear's primal solvers on standardised features; a missing value stands at the
 * training mean, which is 0. The intercept is a constant feature, regularised with the rest.
 */
final class LinearTrainer {
    private static final int MAX_ITERATIONS = 1000;

    private final TrainingSet set;
    private final FeatureScaler scaler;
    private final TrainOptions options;
    private int[] problemRows = {};
    private @Nullable Problem problem;

    LinearTrainer(TrainingSet set, FeatureScaler scaler, TrainOptions options) {
        this.set = set;
        this.scaler = scaler;
        this.options = options;
    }

    LinearWeights svm(int[] rows) {
        return train(SolverType.L2R_L2LOSS_SVC, options.svmCost(), rows);
    }

    LinearWeights logistic(int[] rows) {
        return train(SolverType.L2R_LR, options.logisticCost(), rows);
    }

    private LinearWeights train(SolverType solver, double cost, int[] rows) {
        Linear.disableDebugOutput();
        Parameter parameter = new Parameter(solver, cost, MAX_ITERATIONS, options.linearTolerance());
        parameter.setRandom(new Random(options.seed()));
        if (options.classWeights() != ClassWeights.NONE) {
            parameter.setWeights(options.classWeights().of(set.labels(rows)), new int[] {0, 1});
        }
        Model model = Linear.train(problem(rows), parameter);
        double sign = model.getLabels()[0] == 1 ? 1 : -1;
        double[] fitted = model.getFeatureWeights();
        double[] weights = new double[set.columns()];
        for (int j = 0; j < weights.length; j++) {
            weights[j] = sign * fitted[j];
        }
        return new LinearWeights(BundleManifest.FORMAT, sign * fitted[weights.length], weights);
    }

    /** The same for both solvers, which leave it as it is. */
    private Problem problem(int[] rows) {
        Problem known = problem;
        if (known == null || rows != problemRows) {
            known = standardised(rows);
            problem = known;
            problemRows = rows;
        }
        return known;
    }

    private Problem standardised(int[] rows) {
        double[] mean = scaler.mean();
        double[] scale = scaler.scale();
        int constant = set.columns() + 1;
        Problem problem = new Problem();
        problem.l = rows.length;
        problem.n = constant;
        problem.bias = 1;
        problem.y = new double[rows.length];
        problem.x = new Feature[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            List<Feature> row = new ArrayList<>(constant);
            for (int j = 0; j < mean.length; j++) {
                double z = (set.value(rows[i], j) - mean[j]) / scale[j];
                if (!Double.isNaN(z) && z != 0) {
                    row.add(new FeatureNode(j + 1, z));
                }
            }
            row.add(new FeatureNode(constant, 1));
            problem.x[i] = row.toArray(Feature[]::new);
            problem.y[i] = set.label(rows[i]);
        }
        return problem;
    }
}
