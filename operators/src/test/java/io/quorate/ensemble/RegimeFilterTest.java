package io.quorate.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.quorate.schema.state.RegimeFilterState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegimeFilterTest {

    private static final List<String> NAMES = List.of("z_20", "logret", "ewmavol");
    private static final RegimeModel CALM = model(0.9, -0.5, 1);
    private static final RegimeModel WILD = model(0.7, 0.2, 2);

    /** All paths of the states, each with its probability: what a filter is the short form of. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void probabilitiesAreThoseOfAllPathsSummed(long seed) {
        double[][] walk = walk(seed, 9);
        RegimeFilter filter = new RegimeFilter(CALM, NAMES);
        double[] probability = {0.5, 0.5};
        for (int n = 1; n <= walk.length; n++) {
            filter.step(probability, walk[n - 1][1], StrictMath.log(walk[n - 1][2]));
            double[] expected = new double[2];
            for (int path = 0; path < 1 << (n + 1); path++) {
                double p = 0.5;
                for (int t = 1; t <= n; t++) {
                    int before = (path >> (t - 1)) & 1;
                    int now = (path >> t) & 1;
                    p *= CALM.transition().get(before).get(now) * density(CALM, now, walk[t - 1]);
                }
                expected[(path >> n) & 1] += p;
            }
            double sum = expected[0] + expected[1];
            assertThat(probability[0]).as("seed %d at %d", seed, n).isCloseTo(expected[0] / sum, within(1e-12));
            assertThat(probability[0] + probability[1]).isCloseTo(1, within(1e-15));
        }
    }

    @Test
    void labelProbabilityAndDwellFollowTheProbabilities() {
        RegimeFilter filter = new RegimeFilter(CALM, NAMES);
        RegimeFilterState state = new RegimeFilterState();
        int dwell = 0;
        int label = -1;
        int changes = 0;
        for (double[] features : walk(5, 400)) {
            filter.next(state, "a", features);
            int next = state.probability[1] > state.probability[0] ? 1 : 0;
            dwell = next == label ? dwell + 1 : 1;
            changes += dwell == 1 ? 1 : 0;
            label = next;
            assertThat(state.label).isEqualTo(label);
            assertThat(state.labelSamples).isEqualTo(dwell);
        }
        assertThat(changes).isBetween(3, 200);
    }

    @Test
    void theFutureDoesNotChangeThePast() {
        List<String> once = labels(walk(6, 300), 300);
        double[][] other = walk(6, 300);
        double[][] noise = walk(7, 300);
        System.arraycopy(noise, 200, other, 200, 100);
        assertThat(labels(other, 300).subList(0, 200)).isEqualTo(once.subList(0, 200));
    }

    @Test
    void anotherModelStartsFromTheLastObservationsNotFromNothing() {
        double[][] walk = walk(8, 300);
        RegimeFilter calm = new RegimeFilter(CALM, NAMES);
        RegimeFilter wild = new RegimeFilter(WILD, NAMES);
        RegimeFilterState swapped = new RegimeFilterState();
        RegimeFilterState always = new RegimeFilterState();
        for (int t = 0; t < 300; t++) {
            (t < 200 ? calm : wild).next(swapped, t < 200 ? "calm" : "wild", walk[t]);
            wild.next(always, "wild", walk[t]);
        }
        assertThat(swapped.probability[0]).isCloseTo(always.probability[0], within(1e-12));
        assertThat(swapped.label).isEqualTo(always.label);
    }

    @Test
    void anUndefinedObservationMovesByTheTransitionsAlone() {
        RegimeFilter filter = new RegimeFilter(CALM, NAMES);
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            double[] probability = {1, 0};
            filter.step(probability, bad, 0);
            assertThat(probability)
                    .containsExactly(0.9, CALM.transition().get(0).get(1));
        }
        RegimeFilterState state = new RegimeFilterState();
        filter.next(state, "a", new double[] {0, 0.01, 0});
        assertThat(state.probability[0]).isFinite();
    }

    @Test
    void anImpossibleObservationGivesNoNaN() {
        RegimeFilter filter = new RegimeFilter(CALM, NAMES);
        double[] probability = {0.5, 0.5};
        filter.step(probability, 1e300, 1e300);
        assertThat(probability[0] + probability[1]).isEqualTo(1);
    }

    @Test
    void aLayoutWithoutTheFeaturesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RegimeFilter(CALM, List.of("logret")))
                .withMessageContaining("expected a layout with ewmavol");
    }

    @Test
    void parametersThatAreNoModelAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> model(1.1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> model(0.9, Double.NaN, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> model(0.9, 0, -1));
    }

    private static List<String> labels(double[][] walk, int n) {
        RegimeFilter filter = new RegimeFilter(CALM, NAMES);
        RegimeFilterState state = new RegimeFilterState();
        List<String> labels = new ArrayList<>();
        for (int t = 0; t < n; t++) {
            filter.next(state, "a", walk[t]);
            labels.add(state.label + "/" + state.probability[state.label] + "/" + state.labelSamples);
        }
        return labels;
    }

    private static double density(RegimeModel m, int state, double[] features) {
        double[] values = {features[1], StrictMath.log(features[2])};
        double product = 1;
        for (int d = 0; d < 2; d++) {
            double x = (values[d] - m.centre().get(d)) / m.scale().get(d);
            double distance = x - m.mean().get(state).get(d);
            double variance = m.variance().get(state).get(d);
            product *= StrictMath.exp(-distance * distance / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
        }
        return product;
    }

    private static double[][] walk(long seed, int n) {
        Random random = new Random(seed);
        double[][] walk = new double[n][];
        for (int t = 0; t < n; t++) {
            double volatility = (t / 40) % 2 == 0 ? 0.01 : 0.03;
            walk[t] = new double[] {
                0, random.nextGaussian() * volatility, volatility * StrictMath.exp(random.nextGaussian() / 3)
            };
        }
        return walk;
    }

    private static RegimeModel model(double stay, double shift, double spread) {
        return new RegimeModel(
                1,
                "logret",
                "ewmavol",
                List.of(0.0, -4.0),
                List.of(0.02, 0.5),
                List.of(0.5, 0.5),
                List.of(List.of(stay, 1 - stay), List.of(1 - stay, stay)),
                List.of(List.of(0.0, shift - 1), List.of(0.1, shift + 1)),
                List.of(List.of(0.5 * spread, 0.6 * spread), List.of(2.0 * spread, 0.7 * spread)),
                List.of());
    }
}
