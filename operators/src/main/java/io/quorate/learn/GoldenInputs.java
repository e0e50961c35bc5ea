package io.quorate.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Chooses the inputs of a bundle's golden vectors: rows spread evenly over the set, some of them with missing features,
 * one all missing, one all zero.
 */
final class GoldenInputs {
    private static final int WHOLE = 16;
    private static final int WITH_MISSING = 8;

    private GoldenInputs() {}

    static double[][] choose(TrainingSet set) {
        List<double[]> inputs = new ArrayList<>();
        for (int i = 0; i < WHOLE + WITH_MISSING; i++) {
            double[] row = set.features((int) ((long) i * (set.rows() - 1) / (WHOLE + WITH_MISSING - 1)));
            for (int j = 0; i >= WHOLE && j < row.length; j++) {
                row[j] = (i + j) % 3 == 0 ? Double.NaN : row[j];
            }
            inputs.add(row);
        }
        double[] missing = new double[set.columns()];
        Arrays.fill(missing, Double.NaN);
        inputs.add(missing);
        inputs.add(new double[set.columns()]);
        return inputs.toArray(double[][]::new);
    }
}
