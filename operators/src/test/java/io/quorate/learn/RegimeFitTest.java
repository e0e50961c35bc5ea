package io.quorate.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quorate.ensemble.RegimeFilter;
import io.quorate.ensemble.RegimeModel;
import io.quorate.schema.state.RegimeFilterState;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegimeFitTest {

    private static final double[] SIGMA = {0.005, 0.01, 0.04};

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void parametersThatMadeTheDataAreFound(int states) {
        int[][] truth = new int[4][];
        double[][][] data = data(states, truth);
        RegimeModel model = RegimeFit.fit(data, states);
        for (int j = 0; j < states; j++) {
            assertThat(model.transition().get(j).get(j)).as("stay in %d", j).isCloseTo(0.97, within(0.015));
            double logVolatility = model.centre().get(1)
                    + model.scale().get(1) * model.mean().get(j).get(1);
            assertThat(logVolatility).as("state %d", j).isCloseTo(StrictMath.log(SIGMA[j]), within(0.1));
            double sigma =
                    model.scale().get(0) * Math.sqrt(model.variance().get(j).get(0));
            assertThat(sigma).as("state %d", j).isCloseTo(SIGMA[j], within(0.15 * SIGMA[j]));
        }
        assertThat(model.initial().stream().mapToDouble(p -> p).sum()).isCloseTo(1, within(1e-12));
        assertThat(rightLabels(model, data[0], truth[0])).isGreaterThan(0.9);
    }

    @Test
    void equalRowsGiveEqualBits() {
        assertThat(RegimeFit.fit(data(3, new int[4][]), 3)).isEqualTo(RegimeFit.fit(data(3, new int[4][]), 3));
    }

    @Test
    void noRoundLowersTheLikelihood() {
        double[][][] data = data(2, new int[4][]);
        for (double[][] sequence : data) {
            for (double[] x : sequence) {
                x[0] /= SIGMA[1];
            }
        }
        double before = Double.NEGATIVE_INFINITY;
        double first = Double.NaN;
        for (int rounds = 1; rounds <= 12; rounds++) {
            double now = BaumWelch.fit(data, 2, rounds).meanLogLikelihood();
            assertThat(now).as("round %d", rounds).isGreaterThanOrEqualTo(before);
            first = rounds == 1 ? now : first;
            before = now;
        }
        assertThat(before).isGreaterThan(first + 0.01);
    }

    @Test
    void constantDataGiveAModelAllTheSame() {
        double[][][] flat = new double[1][300][2];
        RegimeModel model = RegimeFit.fit(flat, 2);
        assertThat(model.transition().get(0).stream().mapToDouble(p -> p).sum()).isCloseTo(1, within(1e-12));
        double[] probability = {0.5, 0.5};
        new RegimeFilter(model, List.of("logret", "ewmavol")).step(probability, 0, 0);
        assertThat(probability[0]).isFinite();
    }

    private static double rightLabels(RegimeModel model, double[][] sequence, int[] truth) {
        RegimeFilter filter = new RegimeFilter(model, List.of("logret", "ewmavol"));
        RegimeFilterState state = new RegimeFilterState();
        int right = 0;
        for (int t = 0; t < sequence.length; t++) {
            filter.next(state, "a", new double[] {sequence[t][0], StrictMath.exp(sequence[t][1])});
            right += state.label == truth[t] ? 1 : 0;
        }
        return (double) right / sequence.length;
    }

    /** Four sequences of a chain that stays with probability 0.97. */
    private static double[][][] data(int states, int[][] truth) {
        Random random = new Random(17);
        double[][][] data = new double[4][2_000][2];
        for (int s = 0; s < data.length; s++) {
            int state = 0;
            truth[s] = new int[data[s].length];
            for (int t = 0; t < data[s].length; t++) {
                if (random.nextDouble() > 0.97) {
                    state = (state + 1 + random.nextInt(states - 1)) % states;
                }
                truth[s][t] = state;
                data[s][t][0] = random.nextGaussian() * SIGMA[state];
                data[s][t][1] = StrictMath.log(SIGMA[state]) + 0.3 * random.nextGaussian();
            }
        }
        return data;
    }
}
