package io.quorate.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every method against the slow, obvious way. */
class PathModelsTest {

    private static final int PATHS = 700;
    private static final List<Double> LEVELS = List.of(0.02, 0.05, 0.1);

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, -7, Long.MIN_VALUE})
    void bootstrapIsTheSequentialOne(long seed) {
        double[] returns = NaivePaths.returns(seed, 37);
        same(new BootstrapModel(returns), 53, seed, NaivePaths.bootstrap(returns, 53, PATHS, seed));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, -7, Long.MIN_VALUE})
    void blocksAreTheNaiveOnes(long seed) {
        double[] returns = NaivePaths.returns(seed, 37);
        for (int block : new int[] {1, 5, 20, 37}) {
            same(new BlockModel(returns, block), 53, seed, NaivePaths.block(returns, block, 53, PATHS, seed));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, -7, Long.MIN_VALUE})
    void permutationsAreTheNaiveOnes(long seed) {
        double[] returns = NaivePaths.returns(seed, 37);
        for (int steps : new int[] {1, 20, 37}) {
            same(new PermutationModel(returns), steps, seed, NaivePaths.permutation(returns, steps, PATHS, seed));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42})
    void parametricPathsAreTheNaiveOnes(long seed) {
        GbmModel gbm = new GbmModel(0.0004, 0.012);
        same(gbm, 53, seed, NaivePaths.gbm(gbm, 53, PATHS, seed));
        RegimeJumpModel jumps = new RegimeJumpModel(
                new RegimeJumpModel.Regime(0.001, 0.006, 0.9),
                new RegimeJumpModel.Regime(-0.002, 0.02, 0.7),
                0.05,
                -0.03,
                0.02);
        same(jumps, 53, seed, NaivePaths.regimeJump(jumps, 53, PATHS, seed));
    }

    private static void same(PathModel model, int steps, long seed, List<double[]> naive) {
        SimulationPlan plan = new SimulationPlan(model, steps, PATHS, seed, LEVELS, PATHS);
        SimulationFigures figures = Simulation.slice(plan, 0, 1).figures();
        double[][] measured = naive.stream().map(NaivePaths::measured).toArray(double[][]::new);
        for (int what = 0; what < 3; what++) {
            int column = what;
            double[] expected = Arrays.stream(measured)
                    .mapToDouble(path -> path[column])
                    .sorted()
                    .toArray();
            Distribution values = List.of(figures.wealth(), figures.drawdown(), figures.longestUnderWater())
                    .get(what);
            for (int i = 0; i < PATHS; i++) {
                assertThat(values.atRank(i))
                        .as("%s, seed %d, measure %d, rank %d", model, seed, what, i)
                        .isCloseTo(expected[i], within(1e-12));
            }
        }
        assertThat(figures.underWaterShare()).isCloseTo(mean(measured, path -> path[3] / steps), within(1e-12));
        assertThat(figures.moments().wealthMean()).isCloseTo(mean(measured, path -> path[0]), within(1e-12));
        assertThat(figures.moments().drawdownMean()).isCloseTo(mean(measured, path -> path[1]), within(1e-12));
        assertThat(figures.lossProbability()).isCloseTo(mean(measured, path -> path[0] < 1 ? 1 : 0), within(1e-12));
        for (int i = 0; i < LEVELS.size(); i++) {
            double level = LEVELS.get(i);
            assertThat(figures.ruinProbability(i))
                    .isCloseTo(mean(measured, path -> path[1] >= level ? 1 : 0), within(1e-12));
        }
    }

    private static double mean(double[][] paths, java.util.function.ToDoubleFunction<double[]> of) {
        return Arrays.stream(paths).mapToDouble(of).average().orElseThrow();
    }

    @Test
    void aPermutationOfAllReturnsEndsWhereTheyDoToTheLastBit() {
        double[] returns = NaivePaths.returns(3, 251);
        SimulationPlan plan = new SimulationPlan(new PermutationModel(returns), 251, 2_000, 1, LEVELS, 5_000);
        SimulationFigures figures = Simulation.slice(plan, 0, 1).figures();
        double wealth = NaivePaths.measured(returns)[0];
        assertThat(figures.wealth().atRank(0))
                .isEqualTo(wealth)
                .isEqualTo(figures.wealth().atRank(1_999));
        assertThat(figures.moments().wealthMean()).isEqualTo(wealth);
        assertThat(figures.wealthSd()).isZero();
        assertThat(figures.drawdown().atRank(0)).isLessThan(figures.drawdown().atRank(1_999));
    }

    @Test
    void aBlockIsAStretchOfTheReturnsAndStartsAnywhere() {
        double[] returns = new double[30];
        Arrays.setAll(returns, i -> i);
        int[] starts = new int[returns.length];
        GrowthTile tile = new BlockModel(returns, 7).tile(5, 21);
        for (int first = 0; first < 20 * tile.lanes(); first += tile.lanes()) {
            for (double[] path : paths(tile, first, 21)) {
                for (int i = 0; i < path.length; i++) {
                    if (i % 7 == 0) {
                        starts[(int) path[i]]++;
                    } else {
                        assertThat(path[i]).isEqualTo((path[i - 1] + 1) % returns.length);
                    }
                }
            }
        }
        double expected = 3.0 * 20 * tile.lanes() / returns.length;
        for (int count : starts) {
            assertThat((double) count).isCloseTo(expected, within(5 * Math.sqrt(expected)));
        }
    }

    /** Returns of each lane. */
    private static List<double[]> paths(GrowthTile tile, int first, int steps) {
        List<double[]> paths = new ArrayList<>();
        for (int j = 0; j < tile.lanes(); j++) {
            paths.add(new double[steps]);
        }
        double[] growth = new double[tile.lanes()];
        tile.start(first);
        for (int i = 0; i < steps; i++) {
            tile.next(growth);
            for (int j = 0; j < growth.length; j++) {
                paths.get(j)[i] = growth[j] - 1;
            }
        }
        return paths;
    }

    @Test
    void aReturnOfMinusOneOrLessIsRuinForGood() {
        double[] returns = {0.5, -1, -3};
        SimulationPlan plan = new SimulationPlan(new BootstrapModel(returns), 40, 500, 1, List.of(1.0), 500);
        SimulationFigures figures = Simulation.slice(plan, 0, 1).figures();
        assertThat(figures.ruinProbability(0)).isEqualTo(1);
        assertThat(figures.wealth().atRank(499)).isZero();
        assertThat(figures.lossProbability()).isEqualTo(1);
    }

    @Test
    void wealthBeyondTheDoublesIsInfiniteUnlessItIsLost() {
        double[] returns = {1e300, 1e300};
        SimulationPlan plan = new SimulationPlan(new BootstrapModel(returns), 3, 10, 1, LEVELS, 10);
        SimulationFigures figures = Simulation.slice(plan, 0, 1).figures();
        assertThat(figures.wealth().quantile(0.5)).isInfinite();
        assertThat(figures.moments().wealthMean()).isInfinite();
        assertThat(figures.wealthSd()).isNaN();
        SimulationPlan lost =
                new SimulationPlan(new PermutationModel(new double[] {1e300, 1e300, -1}), 3, 50, 1, LEVELS, 50);
        assertThat(Simulation.slice(lost, 0, 1).figures().drawdown().atRank(0)).isEqualTo(1);
    }

    @Test
    void whatCannotBeSimulatedIsRefused() {
        double[] two = {0.1, 0.2};
        assertThatThrownBy(() -> new BootstrapModel(new double[] {0.1}))
                .hasMessage("expected at least 2 returns, was 1");
        assertThatThrownBy(() -> new BootstrapModel(new double[] {0.1, Double.NaN}))
                .hasMessage("expected finite returns, was NaN at 1");
        assertThatThrownBy(() -> new BlockModel(two, 3))
                .hasMessage("expected a block of 1 to 2, the number of returns, was 3");
        assertThatThrownBy(() -> new SimulationPlan(new PermutationModel(two), 3, 1, 1, LEVELS, 0))
                .hasMessage("expected 1 to 2 steps, the number of returns to permute, was 3");
        assertThatThrownBy(() -> new SimulationPlan(new BootstrapModel(two), 3, 0, 1, LEVELS, 0))
                .hasMessage("expected 1 to 10^12 paths, was 0");
        assertThatThrownBy(() -> new SimulationPlan(new BootstrapModel(two), 3, 1, 1, List.of(0.2, 0.1), 0))
                .hasMessageContaining("expected ascending levels of ruin");
    }
}
