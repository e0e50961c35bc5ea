package io.quorate.learn;

import io.quorate.ensemble.BundleManifest;
import io.quorate.ensemble.RegimeFilter;
import io.quorate.ensemble.RegimeModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fits the hidden Markov model of regimes to the training rows: log return and log of the EWMA volatility, one sequence
 * per symbol, by {@link BaumWelch}. No random number: the start is the quantiles of the volatility.
 */
final class RegimeFit {

    private static final String RETURN = "logret";
    private static final String VOLATILITY = "ewmavol";
    private static final int LEAST_ROWS = 100;
    private static final int GOLDEN_ROWS = 32;

    private RegimeFit() {}

    /** The model; null when the layout lacks its features or there are too few rows with both. */
    static @Nullable RegimeModel fit(TrainingSet set, int[] rows, int states) {
        int returnColumn = set.featureNames().indexOf(RETURN);
        int volatilityColumn = set.featureNames().indexOf(VOLATILITY);
        if (states == 0 || returnColumn < 0 || volatilityColumn < 0) {
            return null;
        }
        Map<String, List<double[]>> bySymbol = new LinkedHashMap<>();
        int count = 0;
        for (int row : rows) {
            double logReturn = set.value(row, returnColumn);
            double volatility = set.value(row, volatilityColumn);
            if (!Double.isNaN(logReturn) && volatility > 0) {
                bySymbol.computeIfAbsent(set.symbol(row), s -> new ArrayList<>())
                        .add(new double[] {logReturn, StrictMath.log(volatility)});
                count++;
            }
        }
        if (count < LEAST_ROWS) {
            return null;
        }
        double[][][] sequences = bySymbol.values().stream()
                .map(sequence -> sequence.toArray(double[][]::new))
                .toArray(double[][][]::new);
        return fit(sequences, states);
    }

    /** The model of raw sequences of (log return, log volatility). */
    static RegimeModel fit(double[][][] sequences, int states) {
        double[] centre = new double[2];
        double[] scale = new double[2];
        for (int d = 0; d < 2; d++) {
            int dimension = d;
            double[] x = Arrays.stream(sequences)
                    .flatMap(Arrays::stream)
                    .mapToDouble(observation -> observation[dimension])
                    .toArray();
            centre[d] = Arrays.stream(x).reduce(0, Double::sum) / x.length;
            double squares = 0;
            for (double value : x) {
                squares += (value - centre[d]) * (value - centre[d]);
            }
            double deviation = StrictMath.sqrt(squares / x.length);
            scale[d] = deviation > 0 ? deviation : 1;
        }
        double[][][] standard = new double[sequences.length][][];
        for (int s = 0; s < sequences.length; s++) {
            standard[s] = new double[sequences[s].length][2];
            for (int t = 0; t < sequences[s].length; t++) {
                for (int d = 0; d < 2; d++) {
                    standard[s][t][d] = (sequences[s][t][d] - centre[d]) / scale[d];
                }
            }
        }
        BaumWelch fitted = BaumWelch.fit(standard, states);
        RegimeModel model = new RegimeModel(
                BundleManifest.FORMAT,
                RETURN,
                VOLATILITY,
                list(centre),
                list(scale),
                list(stationary(fitted.transition())),
                lists(fitted.transition()),
                lists(fitted.mean()),
                lists(fitted.variance()),
                List.of());
        return model.withGolden(golden(model, sequences[0]));
    }

    /** The distribution the transitions lead to from any start: a row of their 2^40th power. */
    private static double[] stationary(double[][] transition) {
        double[][] power = transition;
        for (int round = 0; round < 40; round++) {
            power = square(power);
        }
        return power[0];
    }

    private static double[][] square(double[][] a) {
        double[][] product = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            double row = 0;
            for (int j = 0; j < a.length; j++) {
                for (int k = 0; k < a.length; k++) {
                    product[i][j] += a[i][k] * a[k][j];
                }
                row += product[i][j];
            }
            for (int j = 0; j < a.length; j++) {
                product[i][j] /= row;
            }
        }
        return product;
    }

    private static List<RegimeModel.Golden> golden(RegimeModel model, double[][] sequence) {
        RegimeFilter filter = new RegimeFilter(model, List.of(RETURN, VOLATILITY));
        double[] probability =
                model.initial().stream().mapToDouble(Double::doubleValue).toArray();
        List<RegimeModel.Golden> rows = new ArrayList<>();
        for (int t = 0; t < Math.min(GOLDEN_ROWS, sequence.length); t++) {
            filter.step(probability, sequence[t][0], sequence[t][1]);
            rows.add(new RegimeModel.Golden(sequence[t][0], sequence[t][1], list(probability)));
        }
        return rows;
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static List<List<Double>> lists(double[][] values) {
        return Arrays.stream(values).map(RegimeFit::list).toList();
    }
}
