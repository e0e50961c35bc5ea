package io.quorate.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quorate.random.CounterStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParzenEstimatorTest {

    @Test
    void normalMassesEqualPublishedValues() {
        assertThat(Gauss.tail(0)).isCloseTo(.5, within(1e-12));
        assertThat(Gauss.tail(1)).isCloseTo(.15865525393145705, within(1e-9));
        assertThat(Gauss.tail(1.2345)).isCloseTo(.10850832, within(5e-8));
        assertThat(Gauss.tail(5)).isCloseTo(2.866515718791933e-7, within(1e-13));
        assertThat(Gauss.tail(8.7) / 1.661e-18).isCloseTo(1, within(1e-2));
        assertThat(Gauss.tail(9)).isCloseTo(Gauss.tail(Math.nextDown(9.0)), within(1e-22));
        assertThat(Gauss.mass(-1, 2)).isCloseTo(.8185946141203637, within(1e-8));
        assertThat(Gauss.mass(6, 7)).isCloseTo(Gauss.mass(-7, -6), within(0.0)).isPositive();
    }

    @Test
    void aContinuousDensityHasMassOne() {
        Dimension d = Dimension.of(new FloatParameter("x", 1e-4, 10, true, 0, null));
        ParzenEstimator estimator = estimator(d, new double[] {.02, .5, .98}, new double[] {.3, .05, .01});
        double sum = 0;
        int cells = 20_000;
        for (int i = 0; i < cells; i++) {
            sum += StrictMath.exp(estimator.logDensity(new double[] {(i + .5) / cells})) / cells;
        }
        assertThat(sum).isCloseTo(1, within(1e-6));
    }

    @Test
    void aGridHasMassOneWhateverItsKernels() {
        for (IntParameter p : List.of(
                new IntParameter("n", 1, 12),
                new IntParameter("n", 1, 40, 1, true, null),
                new IntParameter("n", 1, 1_000, 1, true, null),
                new IntParameter("n", 0, 600, 3, false, null))) {
            Dimension d = Dimension.of(p);
            double[] levels = {0, 3, p.levels() - 1};
            for (double[] widths : new double[][] {{.1, .1, .1}, {.04, .3, .2}}) {
                ParzenEstimator estimator = estimator(d, levels, widths);
                double sum = 0;
                for (int i = 0; i < p.levels(); i++) {
                    sum += StrictMath.exp(estimator.logDensity(new double[] {i}));
                }
                assertThat(sum).as("%s", p).isCloseTo(1, within(2e-3));
            }
        }
    }

    @Test
    void choicesHaveMassOne() {
        Dimension d = Dimension.of(new CategoricalParameter("c", List.of("a", "b", "c", "d")));
        ParzenEstimator estimator = estimator(d, new double[] {1, 1, 3}, new double[] {.2});
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            sum += StrictMath.exp(estimator.logDensity(new double[] {i}));
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
    }

    @Test
    void drawsFollowTheDensity() {
        for (Parameter p : List.of(
                new IntParameter("n", 1, 9),
                new IntParameter("n", 1, 9, 1, true, null),
                new CategoricalParameter("c", List.of("a", "b", "c", "d", "e", "f", "g", "h", "i")))) {
            Dimension d = Dimension.of(p);
            ParzenEstimator estimator = estimator(d, new double[] {1, 1, 7}, new double[] {.15, .15, .15});
            int[] count = new int[9];
            CounterStream stream = new CounterStream(7, 7);
            int draws = 40_000;
            for (int i = 0; i < draws; i++) {
                count[(int) estimator.draw(stream)[0]]++;
            }
            for (int i = 0; i < 9; i++) {
                double expected = StrictMath.exp(estimator.logDensity(new double[] {i}));
                double error = 4 * StrictMath.sqrt(expected / draws);
                assertThat(count[i] / (double) draws).as("%s level %d", p, i).isCloseTo(expected, within(error));
            }
        }
    }

    @Test
    void coordinatesGoThereAndBack() {
        for (SyntheticObjective objective : SyntheticObjective.all()) {
            SearchSpace space = new SearchSpace(objective.space());
            for (int i = 0; i < 300; i++) {
                Assignment a = space.decode(space.random(new CounterStream(11, i)));
                double[] row = EncodedTrial.of(FinishedTrial.complete(0, a, 0), space.dimensions())
                        .at();
                Assignment back = space.decode(row);
                assertThat(back.values().keySet()).isEqualTo(a.values().keySet());
                a.values().forEach((name, value) -> {
                    if (value instanceof Double number) {
                        assertThat(back.number(name)).isCloseTo(number, within(1e-9 * Math.abs(number) + 1e-12));
                    } else {
                        assertThat(back.values()).containsEntry(name, value);
                    }
                });
            }
        }
    }

    private static ParzenEstimator estimator(Dimension d, double[] observed, double[] widths) {
        double[] weights = new double[observed.length];
        Arrays.setAll(weights, i -> 1 + i);
        return new ParzenEstimator(new Kernels[] {d.kernels(observed, widths)}, weights, 1);
    }
}
