package io.quorate.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quorate.schema.control.CorrelationLimits;
import io.quorate.schema.control.CorrelationMethod;
import io.quorate.schema.state.PortfolioState;
import io.quorate.schema.state.ReturnState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CorrelationsTest {

    private static final long CLOCK_MS = 1_000;
    private static final List<String> SYMBOLS = List.of("A", "B", "C");

    private final PortfolioState state = new PortfolioState();

    private static CorrelationLimits limits(CorrelationMethod method) {
        return new CorrelationLimits(method, 0.97, CLOCK_MS, 60, 0, 0, 0);
    }

    @Test
    void goldenHeatAndBetsOfThreeLongs() {
        double[][] rho = {{1, .9, .9}, {.9, 1, .9}, {.9, .9, 1}};
        double[] heats = {.02, .02, .02};
        assertThat(StrictMath.sqrt(CorrelationRisk.form(heats, rho))).isCloseTo(0.0580, within(5e-5));
        assertThat(9 / CorrelationRisk.form(new double[] {1, 1, 1}, rho)).isCloseTo(1.07, within(5e-3));
    }

    @Test
    void unknownCorrelationAddsUpWhateverTheSides() {
        double[][] rho = {{1, Double.NaN}, {Double.NaN, 1}};
        assertThat(StrictMath.sqrt(CorrelationRisk.form(new double[] {.02, -.01}, rho)))
                .isCloseTo(.03, within(1e-15));
    }

    @Test
    void estimatesThatDoNotFitTogetherAreTakenAsFullyCorrelated() {
        double[][] rho = {{1, -.9, -.9}, {-.9, 1, -.9}, {-.9, -.9, 1}};
        assertThat(CorrelationRisk.form(new double[] {1, 1, 1}, rho)).isEqualTo(9);
    }

    /** Numbers of another implementation (numpy) over the returns of one generator. */
    @Test
    void goldenEstimates() {
        returns();
        double[][] ewma = Correlations.of(state, SYMBOLS, limits(CorrelationMethod.EWMA));
        assertThat(ewma[0][1]).isCloseTo(0.8263658255557409, within(1e-9));
        assertThat(ewma[0][2]).isCloseTo(-0.34362193063980345, within(1e-9));
        assertThat(ewma[2][1]).isCloseTo(-0.14044324689568605, within(1e-9));
        double[][] shrunk = Correlations.of(state, SYMBOLS, limits(CorrelationMethod.LEDOIT_WOLF));
        assertThat(shrunk[0][1]).isCloseTo(0.7391576945235253, within(1e-9));
        assertThat(shrunk[0][2]).isCloseTo(-0.2979564620988509, within(1e-9));
        assertThat(shrunk[2][1]).isCloseTo(-0.13849255410862935, within(1e-9));
        assertThat(shrunk[1][1]).isEqualTo(1);
    }

    /** Eighty returns of three symbols by a linear congruential generator. */
    private void returns() {
        long[] seed = {42};
        double[] common = new double[80];
        for (int t = 0; t < common.length; t++) {
            common[t] = next(seed);
        }
        for (int k = 0; k < 3; k++) {
            double log = 0;
            ReturnSeries.add(state, SYMBOLS.get(k), 0, 1, CLOCK_MS);
            for (int t = 0; t < common.length; t++) {
                double u = next(seed);
                log += k < 2 ? 0.01 * (common[t] + 0.5 * u) : 0.02 * u - 0.005 * common[t];
                ReturnSeries.add(state, SYMBOLS.get(k), (t + 1) * CLOCK_MS, StrictMath.exp(log), CLOCK_MS);
            }
            ReturnSeries.add(state, SYMBOLS.get(k), 81 * CLOCK_MS, StrictMath.exp(log), CLOCK_MS);
        }
    }

    private static double next(long[] seed) {
        seed[0] = seed[0] * 6364136223846793005L + 1442695040888963407L;
        return (seed[0] >>> 11) * 0x1p-53 - 0.5;
    }

    @Test
    void ringHoldsTheReturnsOfNeighbouringTicksAndNothingElse() {
        Random random = new Random(7);
        TreeMap<Long, Double> closes = new TreeMap<>();
        long tsMs = 0;
        for (int i = 0; i < 3_000; i++) {
            tsMs += random.nextInt(20) == 0 ? random.nextInt(200_000) : random.nextInt(1_500);
            double close = 100 + random.nextDouble();
            closes.put(Math.floorDiv(tsMs, CLOCK_MS), close);
            ReturnSeries.add(state, "A", tsMs, close, CLOCK_MS);
            ReturnState s = state.returns.get(0);
            long last = closes.lastKey();
            for (long t = last - ReturnSeries.CAPACITY; i % 50 == 0 && t < last; t++) {
                Double now = closes.get(t);
                Double before = closes.get(t - 1);
                double expected = now == null || before == null || t <= s.ringTick - ReturnSeries.CAPACITY
                        ? Double.NaN
                        : StrictMath.log(now / before);
                assertThat(ReturnSeries.at(s, t)).as("sample %d, tick %d", i, t).isEqualTo(Double.valueOf(expected));
            }
        }
        assertThat(state.returns.get(0).ring).hasSize(ReturnSeries.CAPACITY);
    }

    @Test
    void anotherClockStartsAgain() {
        returns();
        assertThat(Correlations.of(state, SYMBOLS, limits(CorrelationMethod.EWMA))[0][1])
                .isNotNaN();
        ReturnSeries.add(state, "A", 100_000, 1, 2 * CLOCK_MS);
        assertThat(Correlations.of(state, SYMBOLS, limits(CorrelationMethod.EWMA))[0][1])
                .isNaN();
        assertThat(Correlations.of(state, SYMBOLS, limits(CorrelationMethod.LEDOIT_WOLF))[1][2])
                .isNaN();
    }

    @Test
    void symbolsAreBoundedTheOneUnseenForLongestGoes() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 2 * ReturnSeries.MAX_SYMBOLS; i++) {
            names.add(String.format("S%03d", (i * 37) % 256));
            ReturnSeries.add(state, names.get(i), i, 100, CLOCK_MS);
        }
        assertThat(state.returns).hasSize(ReturnSeries.MAX_SYMBOLS);
        List<String> latest = names.subList(ReturnSeries.MAX_SYMBOLS, names.size());
        assertThat(state.returns).extracting(s -> s.symbol).isSorted().containsExactlyInAnyOrderElementsOf(latest);
    }

    @Test
    void volatilityIsTheExponentialOneAndUndefinedWhenNothingMoves() {
        double variance = 0;
        double[] closes = new double[60];
        Random random = new Random(9);
        for (int i = 0; i < closes.length; i++) {
            closes[i] = 100 + random.nextGaussian();
            ReturnSeries.add(state, "A", i, closes[i], 0);
            ReturnSeries.add(state, "B", i, 100, 0);
            if (i > 0) {
                double r = StrictMath.log(closes[i] / closes[i - 1]);
                variance = i == 1 ? r * r : 0.94 * variance + (1 - 0.94) * r * r;
            }
            double expected = i < 20 ? Double.NaN : StrictMath.sqrt(variance);
            assertThat(ReturnSeries.volatility(state, "A")).isEqualTo(Double.valueOf(expected));
        }
        assertThat(ReturnSeries.volatility(state, "B")).isNaN();
        assertThat(ReturnSeries.volatility(state, "C")).isNaN();
        ReturnSeries.add(state, "A", 61, Double.NaN, 0);
        assertThat(ReturnSeries.volatility(state, "A")).isCloseTo(StrictMath.sqrt(variance), within(1e-15));
        assertThat(Arrays.stream(state.returns.get(0).ring).count()).isZero();
    }
}
